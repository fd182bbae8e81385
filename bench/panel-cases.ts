import { CARD, CLOSURES, factRows, LEDGER_COUNT } from './hand-written.js';
import type { RawConnection } from './raw-connection.js';

/** A page of the panel, and the statements that nobody could leave out for the same answer. */
export interface PanelCase {
  name: string;
  /** Below `/admin/api/resources/`. */
  path: string;
  statements: [sql: string, values: unknown[]][];
}

const PER_PAGE = 20;
/** Who asks, and what that person may: read anew for every answer, so that whoever is dismissed sees nothing any more. */
const PERSON = 'SELECT id, name, email, role, coachId, sessionEpoch, disabledAt, oneTimeUntil FROM staff WHERE id = ?';
const MESSAGE = 'id, dedupeKey, class, status, error, sentAt, dueAt';
const CLIENT = 'c.id, c.firstName, c.lastName, c.phone, c.groupId, c.archivedDate, c.birthDate, c.region, c.telegramId';

interface Facts {
  raw: RawConnection;
  today: string;
  clients: number;
  visits: number;
}

/** Lists from their first to their last page, a search, a card. */
export async function panelCases({ raw, today, clients, visits }: Facts): Promise<PanelCase[]> {
  const places = (ids: readonly unknown[]): string => ids.map(() => '?').join(', ');
  const idsOf = async (sql: string, values: unknown[] = []): Promise<number[]> =>
    ((await raw.all(sql, values)) as { id: number }[]).map(({ id }) => Number(id));
  const clientPage = async (where: string, values: unknown[], offset: number): Promise<PanelCase['statements']> => {
    const ids = `SELECT c.id FROM clients c WHERE c.archivedAt IS NULL AND ${where}
      ORDER BY c.searchName, c.id LIMIT ${PER_PAGE} OFFSET ${offset}`;
    const found = await idsOf(ids, values);
    return [
      [`SELECT ${CLIENT} FROM (${ids}) page JOIN clients c ON c.id = page.id ORDER BY c.searchName, c.id`, values],
      ...factRows(found.length, today as never).map((sql): [string, unknown[]] => [sql, found]),
      [CLOSURES, []],
      [
        `SELECT clientId, SUM(owedAmount) AS owed FROM payments WHERE owedAmount > 0 AND clientId IN (${places(found)}) GROUP BY clientId`,
        found,
      ],
      ['SELECT id, name FROM `groups`', []],
    ];
  };
  const visitPage = async (offset: number): Promise<PanelCase['statements']> => {
    const ids = `SELECT t.id FROM trainings t ORDER BY t.date DESC, t.id DESC LIMIT ${PER_PAGE} OFFSET ${offset}`;
    const people = await idsOf(
      `SELECT DISTINCT t.clientId AS id FROM (${ids}) page JOIN trainings t ON t.id = page.id`,
    );
    const rows = 't.id, t.date, t.clientId, t.groupTrainingId, t.source';
    return [
      [`SELECT ${rows} FROM (${ids}) page JOIN trainings t ON t.id = page.id ORDER BY t.date DESC, t.id DESC`, []],
      [`SELECT id, firstName, lastName FROM clients WHERE id IN (${places(people)})`, people],
    ];
  };
  const lastPage = (rows: number): number => Math.floor(rows / PER_PAGE);
  const clientList = async (name: string, page: number): Promise<PanelCase> => ({
    name: `clients, ${name}`,
    path: `Client/actions/list?perPage=${PER_PAGE}&page=${page}`,
    statements: [...(await clientPage('1 = 1', [], (page - 1) * PER_PAGE)), [LEDGER_COUNT, [today]]],
  });
  const visitList = async (name: string, page: number): Promise<PanelCase> => ({
    name: `visits, ${name}`,
    path: `Training/actions/list?perPage=${PER_PAGE}&page=${page}`,
    statements: [...(await visitPage((page - 1) * PER_PAGE)), ['SELECT COUNT(*) AS n FROM trainings', []]],
  });
  const like = ['%иван%'];
  const named = 'c.searchName LIKE ?';
  const living = clients * 0.95;
  const person = Math.floor(clients / 2);
  const cases: PanelCase[] = [
    await clientList('first page', 1),
    await clientList('page 2,500', Math.min(2500, lastPage(living))),
    await clientList('last page', lastPage(living)),
    {
      name: 'clients, search by a part of the name',
      path: `Client/actions/list?perPage=${PER_PAGE}&filters.q=${encodeURIComponent('иван')}`,
      statements: [
        ...(await clientPage(named, like, 0)),
        [`SELECT COUNT(*) AS n FROM clients c WHERE c.archivedAt IS NULL AND ${named}`, like],
      ],
    },
    await visitList('first page', 1),
    await visitList('page 25,000', Math.min(25_000, lastPage(visits))),
    await visitList('last page', lastPage(visits)),
    {
      name: 'card of a client',
      path: `Client/records/${person}/card`,
      statements: [
        ...CARD.map((sql): [string, unknown[]] => [sql, [person]]),
        [CLOSURES, []],
        ['SELECT id, date, source FROM trainings WHERE clientId = ? ORDER BY date DESC, id DESC LIMIT 10', [person]],
        [`SELECT ${MESSAGE} FROM deliveries WHERE clientId = ? ORDER BY id DESC LIMIT 10`, [person]],
      ],
    },
  ];
  return cases.map(({ statements, ...rest }) => ({ ...rest, statements: [[PERSON, [1]], ...statements] }));
}
