import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { ImportBatch } from '../../src/imports/import-batch.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER } from '../setup/studio.js';
import { startPanel, type PanelAnswer, type PanelServer, type Visitor } from './panel-server.js';

const UNDO = '/admin/api/resources/ImportBatch/actions/undo';
const HEADER = 'ФИО;Связь;Абонемент;Сумма;Дата оплаты;Начало;Окончание';
const ANNA = 'Иванова Анна;+996555100200;Месяц;4500;01.03.2026;01.03.2026;30.03.2026';
const AGAIN = 'Иванова Анна;0555 10-02-00;Месяц;4500;20.03.2026;31.03.2026;29.04.2026';
const BROKEN = '=Зоя;12;Месяц;-1;01.03.2026;01.03.2026;30.03.2026';
const BOOK = [HEADER, ANNA, AGAIN, BROKEN].join('\n');
/** Column B holds phones. */
const PHONES = JSON.stringify({ 1: 'phone' });

// It is noon of 10 March 2026 in Bishkek.
describeEachDatabase('imports in the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;
  let coach: Visitor;
  let forms = 0;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
    manager = await panel.loggedIn('manager');
    coach = await panel.loggedIn('coach');
  });
  afterAll(() => panel?.close());
  afterEach(async () => {
    while ((await undoPlan()) !== null) await owner.post(UNDO, { importId: (await undoPlan())?.importId });
  });

  const send = (
    visitor: Visitor,
    path: string,
    query: Record<string, string> = {},
    body: BodyInit = BOOK,
  ): Promise<PanelAnswer> =>
    visitor.send(
      'POST',
      `/admin/imports/${path}?${new URLSearchParams({ name: 'книга.csv', columns: PHONES, ...query }).toString()}`,
      body,
      {
        'content-type': 'application/octet-stream',
      },
    );
  const preview = async (query: Record<string, string> = {}, body: BodyInit = BOOK) =>
    (await send(owner, 'preview', query, body)).json.result;
  const nextKey = (): string => `panel:${(forms += 1)}`;
  const commit = async (query: Record<string, string> = {}, body: BodyInit = BOOK) => {
    const { seal } = await preview();
    return send(owner, 'commit', { seal: String(seal), key: nextKey(), ...query }, body);
  };
  const undoPlan = async () =>
    (await owner.get(UNDO)).json.result.plan as { importId: number; blockers: object[]; removed: object } | null;
  const count = (entity: new () => object) => database.dataSource.manager.count(entity);

  it('show what each column was taken for, and say which is missing without a word about a command', async () => {
    const shown = await preview({ columns: '{}' });
    expect(shown).toMatchObject({ totals: null, problem: { code: 'columns_missing' } });
    expect((shown.problem as { message: string }).message).not.toContain('--map');
    expect((shown.columns as object[])[1]).toMatchObject({
      index: 1,
      title: 'Связь',
      field: null,
      samples: ['+996555100200', '0555 10-02-00', '12'],
    });
  });

  it('count what would be made, merge rows of one person, and write nothing', async () => {
    const { totals } = await preview();
    expect(totals).toMatchObject({ rows: 3, newClients: 1, payments: 2, refused: 1, merged: 1, revenue: '9000.00' });
    expect(await count(Client)).toBe(0);
  });

  it('name row, column as the file calls it, and reason of every error', async () => {
    const { issues } = await preview();
    expect(issues).toContainEqual({
      row: 4,
      client: expect.any(String),
      column: 'Связь',
      severity: 'error',
      message: 'такого телефона нет: «12»',
    });
  });

  it('hand the remarks out as a file in which no cell is a formula', async () => {
    const { json } = await send(owner, 'issues');
    expect(json.result).toContain('"4","\'=Зоя","Связь","ошибка"');
  });

  it('write the good rows, by the name of who did it, and are told apart from people’s work', async () => {
    const { json } = await commit();
    expect(json.result).toMatchObject({ totals: { newClients: 1, payments: 2, refused: 1 } });
    expect(await count(Payment)).toBe(2);
    const [batch] = await database.dataSource.manager.find(ImportBatch, { order: { id: 'DESC' }, take: 1 });
    expect(batch).toMatchObject({ fileName: 'книга.csv', addedClients: 1 });
    const where = { entity: 'ImportBatch', entityId: String(batch?.id) };
    const [entry] = await database.dataSource.manager.findBy(AuditEntry, where);
    expect(entry).toMatchObject({ actorKind: 'import', actorName: batch?.actorName });
    expect(entry?.actorName).toMatch(/^Person/);
  });

  it('write once, however often the button is pressed', async () => {
    const { seal } = await preview();
    const key = nextKey();
    const press = () => send(owner, 'commit', { seal: String(seal), key });
    await Promise.all([press(), press()]);
    expect((await press()).json.result).toMatchObject({ totals: { newClients: 1 } });
    expect(await count(ImportBatch)).toBeGreaterThan(0);
    expect(await count(Payment)).toBe(2);
  });

  it('write only the bytes and columns that were shown', async () => {
    const other = await commit({}, `${BOOK}\n${ANNA.replace('200', '300')}`);
    expect(other.json.problem?.code).toBe('changed_meanwhile');
    expect((await commit({ columns: JSON.stringify({ 1: 'telegram' }) })).json.problem?.code).toBe('changed_meanwhile');
    expect(await count(Client)).toBe(0);
  });

  it('are taken back after a preview of what goes, and a second press takes back no earlier one', async () => {
    await commit();
    const { seal } = await preview({}, BOOK.replace('100200', '100300'));
    await send(owner, 'commit', { seal: String(seal), key: nextKey() }, BOOK.replace('100200', '100300'));
    const plan = await undoPlan();
    expect(plan).toMatchObject({ blockers: [], removed: { Client: 1 } });
    const press = () => owner.post(UNDO, { importId: plan?.importId });
    expect((await press()).json.result).toMatchObject({ plan: { undone: true } });
    expect((await press()).json.problem?.code).toBe('changed_meanwhile');
    expect(await count(Client)).toBe(1);
  });

  it('can’t be taken back once somebody worked with what they made', async () => {
    await commit();
    const { id } = await database.dataSource.manager.findOneByOrFail(Client, { firstName: 'Анна' });
    await panel.studio.clients.update(id, { note: 'VIP' }, MANAGER);
    const plan = await undoPlan();
    expect(plan?.blockers).toEqual([{ name: 'Иванова Анна', reason: expect.any(String) }]);
    expect((await owner.post(UNDO, { importId: plan?.importId })).json.result).toMatchObject({
      plan: { undone: false },
    });
    expect(await count(Client)).toBe(1);
    await database.clear();
    owner = await panel.loggedIn('owner');
    manager = await panel.loggedIn('manager');
    coach = await panel.loggedIn('coach');
  });

  it('tell a file that is none in words', async () => {
    const problem = async (body: BodyInit) => (await preview({}, body)).problem;
    expect(await problem('')).toMatchObject({ code: 'file_empty' });
    expect(await problem(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatchObject({ code: 'old_workbook' });
    expect(await problem('<html><body>')).toMatchObject({ code: 'is_html' });
    expect(await problem(Buffer.alloc(20 * 1024 * 1024 + 1, 65))).toMatchObject({ code: 'file_too_large' });
    expect((await send(owner, 'preview', {}, Buffer.alloc(22 * 1024 * 1024, 65))).status).toBe(413);
  });

  it.each(['{"1":"password"}', '{"x":"phone"}', '[', '{"1":5}'])('refuse columns said wrongly: %s', async (columns) => {
    expect((await send(owner, 'preview', { columns })).json.problem?.code).toBe('malformed');
  });

  it('are the owner’s alone', async () => {
    for (const visitor of [manager, coach]) {
      for (const path of ['preview', 'issues', 'commit']) expect((await send(visitor, path)).status).toBe(404);
      expect((await visitor.get(UNDO)).json.notice?.type).toBe('error');
      expect((await visitor.get('/admin/api/resources/ImportBatch/actions/list')).json.notice?.type).toBe('error');
    }
    expect([401, 302, 303]).toContain((await send(panel.visitor(), 'preview')).status);
    const foreign = await owner.send('POST', '/admin/imports/preview', BOOK, {
      'content-type': 'application/octet-stream',
      'sec-fetch-site': 'cross-site',
    });
    expect(foreign.status).toBe(403);
  });
});
