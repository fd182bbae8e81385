import type { CalendarDate } from '../lib/calendar-date.js';
import { searchForm } from '../lib/person-name.js';
import { catalogueOf, type BookPlan } from './catalogue.rules.js';
import { planClientChain, type ClientChain } from './client-chain.rules.js';
import { severityOf, type ImportIssue } from './import-issues.js';
import { compatibleNames, nameWords, parseNameCell } from './name-cell.rules.js';
import { groupPeople, type BookPerson } from './people.rules.js';
import { mergePerson, type PersonFields } from './person-fields.rules.js';
import { RowIssues } from './row-issues.js';
import type { ParsedRow } from './row.rules.js';
import type { SnapshotClient, SnapshotGroup, StudioSnapshot } from './studio-snapshot.js';

/** A group or coach by `searchForm` of its name; `id` null = to be created. */
export interface PlannedCoach {
  id: number | null;
  firstName: string;
  lastName: string;
}

export interface PlannedGroup {
  id: number | null;
  name: string;
  /** `HH:MM` when the name tells it. */
  startTime: string | null;
  /** Key of the coach most rows name with it. */
  coachKey: string | null;
}

export interface PlannedClient {
  existing: SnapshotClient | null;
  fields: PersonFields;
  /** Of a client whom the studio has: what is empty there and told here. */
  filled: FilledFields;
  /** Of the group to put the client into; null = leave the client where they are. */
  groupKey: string | null;
  /** The first sale, or today. */
  registeredDate: CalendarDate;
  chain: ClientChain;
  rows: readonly ParsedRow[];
}

const FILLED = [
  'phone',
  'telegramId',
  'telegramUsername',
  'email',
  'birthDate',
  'cardNumber',
  'region',
  'note',
] as const;

/** What of a person's record an import may fill in. */
export type FilledFields = Partial<Pick<SnapshotClient, (typeof FILLED)[number]>>;

export type RowOutcome = 'added' | 'unchanged' | 'refused';

export interface PlannedRow {
  row: ParsedRow;
  outcome: RowOutcome;
  issues: readonly ImportIssue[];
  /** The period as it will be stored; null without a new membership. */
  period: { startDate: CalendarDate; endDate: CalendarDate } | null;
}

/** Everything an import would write, and what it has to say about each row, in the order of the file. */
export interface ImportPlan {
  rows: readonly PlannedRow[];
  clients: readonly PlannedClient[];
  /** Those that accepted rows name, by key. */
  plans: ReadonlyMap<string, BookPlan>;
  groups: ReadonlyMap<string, PlannedGroup>;
  coaches: ReadonlyMap<string, PlannedCoach>;
}

/**
 * Plans the import of parsed rows into a studio. Pure: the same rows, studio and day give the same plan.
 * A row with an error is refused whole and leaves no trace in the rest.
 */
export function planImport(rows: readonly ParsedRow[], studio: StudioSnapshot, today: CalendarDate): ImportPlan {
  const planning = planInSteps(rows, studio, today);
  let step = planning.next();
  while (!step.done) step = planning.next();
  return step.value;
}

/** The same, stopping after each client: whoever plans a book of thousands lets others have their turn in between. */
export function* planInSteps(
  rows: readonly ParsedRow[],
  studio: StudioSnapshot,
  today: CalendarDate,
): Generator<void, ImportPlan> {
  const issues = new RowIssues(rows);
  const readable = rows.filter((row) => !issues.isRefused(row));
  const catalogue = catalogueOf(readable, studio.plans);
  const seats = new Map(studio.groups.map((group) => [group.id, group.freeSeats]));
  const clients: PlannedClient[] = [];
  for (const person of groupPeople(readable, studio, issues)) {
    const chain = planClientChain(person, { catalogue, closures: studio.closures, today }, issues);
    const accepted = person.rows.filter((row) => !issues.isRefused(row));
    if (accepted.length === 0) continue;
    clients.push(planClient({ ...person, rows: accepted }, chain, { studio, seats, issues, today }));
    yield;
  }
  const news = clients.filter(bringsNews).flatMap((client) => client.rows);
  return {
    rows: planRows(rows, clients, issues),
    clients,
    plans: new Map([...catalogue].filter(([key]) => clients.some((client) => sells(client, key)))),
    groups: groupsOf(clients, news, studio),
    coaches: coachesOf(news, studio),
  };
}

/** Whether the book tells anything about the client that the studio does not know. */
export function bringsNews({ existing, chain, filled, groupKey }: PlannedClient): boolean {
  const isNew = existing === null || chain.payments.length + chain.freezes.length > 0;
  return isNew || Object.keys(filled).length > 0 || groupKey !== null;
}

interface Surroundings {
  studio: StudioSnapshot;
  seats: Map<number, number | null>;
  issues: RowIssues;
  today: CalendarDate;
}

function planClient(
  person: BookPerson,
  chain: ClientChain,
  { studio, seats, issues, today }: Surroundings,
): PlannedClient {
  const { existing, rows } = person;
  const fields = mergePerson(person, issues);
  const registeredDate = chain.payments.reduce(
    (first, { membership }) => (membership.saleDate < first ? membership.saleDate : first),
    today,
  );
  const isArchived = fields.archivedDate !== null;
  const isSilent = chain.payments.length + chain.freezes.length === 0 && rows.every(({ membership }) => membership);
  const mayFill = existing !== null && !isArchived && !isSilent;
  const filled = mayFill ? blanksFilled(existing, fields) : {};
  const planned = { existing, fields, filled, groupKey: null, registeredDate, chain, rows };
  const groupKey = searchForm(fields.group ?? '');
  if (groupKey === '' || isArchived || (existing && (!mayFill || existing.groupId !== null))) return planned;
  const group = findGroup(studio, groupKey);
  const [row] = rows;
  if (group === undefined || row === undefined) return { ...planned, groupKey };
  const free = seats.get(group.id) ?? null;
  if (!group.isArchived && free !== 0) {
    if (free !== null) seats.set(group.id, free - 1);
    return { ...planned, groupKey };
  }
  issues.add(row, group.isArchived ? 'group_archived' : 'group_full', { group: group.name });
  return planned;
}

/** What staff entered stays: only what is empty is filled. */
function blanksFilled(existing: SnapshotClient, fields: PersonFields): FilledFields {
  const told = FILLED.filter((field) => fields[field] !== null && existing[field] === null);
  return Object.fromEntries(told.map((field) => [field, fields[field]]));
}

/** Of groups with one name a living one comes first. */
function findGroup(studio: StudioSnapshot, key: string): SnapshotGroup | undefined {
  const named = studio.groups.filter(({ name }) => searchForm(name) === key);
  return named.find(({ isArchived }) => !isArchived) ?? named[0];
}

function sells({ chain }: PlannedClient, planKey: string): boolean {
  return chain.payments.some(({ membership }) => searchForm(membership.plan ?? '') === planKey);
}

function groupsOf(
  clients: readonly PlannedClient[],
  rows: readonly ParsedRow[],
  studio: StudioSnapshot,
): ReadonlyMap<string, PlannedGroup> {
  const groups = new Map<string, PlannedGroup>();
  const rowsOf = new Map<string, ParsedRow[]>();
  for (const row of rows) {
    const key = searchForm(row.person.group ?? '');
    const named = rowsOf.get(key);
    if (named) named.push(row);
    else rowsOf.set(key, [row]);
  }
  for (const { groupKey: key } of clients) {
    if (key === null || groups.has(key)) continue;
    const named = rowsOf.get(key) ?? [];
    const known = findGroup(studio, key);
    const name = known?.name ?? named[0]?.person.group ?? key;
    groups.set(key, { id: known?.id ?? null, name, startTime: timeInName(name), coachKey: usualCoach(named) });
  }
  return groups;
}

function timeInName(name: string): string | null {
  const match = /\b([01]?\d|2[0-3])[:.]([0-5]\d)\b/.exec(name);
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? ''}` : null;
}

function usualCoach(rows: readonly ParsedRow[]): string | null {
  const counts = new Map<string, number>();
  for (const { person } of rows) {
    const key = searchForm(person.coach ?? '');
    if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

function coachesOf(rows: readonly ParsedRow[], studio: StudioSnapshot): ReadonlyMap<string, PlannedCoach> {
  const coaches = new Map<string, PlannedCoach>();
  for (const { person } of rows) {
    const key = searchForm(person.coach ?? '');
    if (key === '' || coaches.has(key)) continue;
    const { firstName, lastName } = parseNameCell(person.coach ?? '', 'last-first');
    const words = nameWords({ firstName, lastName });
    const known = studio.coaches.filter((coach) => compatibleNames(nameWords(coach), words));
    const namesake = known.find((coach) => nameWords(coach).join(' ') === words.join(' '));
    // A first name alone is that coach only while no other coach has it.
    const coach = namesake ?? (known.length === 1 ? known[0] : undefined);
    coaches.set(key, { id: coach?.id ?? null, firstName, lastName });
  }
  return coaches;
}

function planRows(
  rows: readonly ParsedRow[],
  clients: readonly PlannedClient[],
  issues: RowIssues,
): readonly PlannedRow[] {
  const periods = new Map(
    clients.flatMap(({ chain }) => chain.payments.map(({ row, period }) => [row, period] as const)),
  );
  const frozen = new Set(clients.flatMap(({ chain }) => chain.freezes.map(({ row }) => row)));
  const firstOfNew = new Set(clients.flatMap(({ existing, rows: [first] }) => (existing ? [] : (first ?? []))));
  const known = new Set(clients.flatMap(({ chain }) => [...chain.known]));
  return rows.map((row) => {
    const period = periods.get(row) ?? null;
    const isNew = period !== null || frozen.has(row) || firstOfNew.has(row);
    const outcome = issues.isRefused(row) ? 'refused' : isNew ? 'added' : 'unchanged';
    // What was said when the row came in is not said again: staff may have seen to it in the panel since.
    const isDone = outcome === 'unchanged' && known.has(row);
    return { row, outcome, issues: isDone ? [] : issues.of(row), period };
  });
}

/** How the rows came out, for the report and for the decision to write. */
export interface ImportTotals {
  rows: number;
  clean: number;
  withWarnings: number;
  refused: number;
  newClients: number;
  knownClients: number;
  payments: number;
  freezes: number;
  unchanged: number;
  newPlans: number;
  newGroups: number;
  newCoaches: number;
}

export function totalsOf({ rows, clients, plans, groups, coaches }: ImportPlan): ImportTotals {
  const refused = rows.filter(({ outcome }) => outcome === 'refused').length;
  const isWarned = ({ issues, outcome }: PlannedRow): boolean =>
    outcome !== 'refused' && issues.some((one) => severityOf(one) === 'warning');
  const withWarnings = rows.filter(isWarned).length;
  const newOnes = (planned: ReadonlyMap<string, { id: number | null }>): number =>
    [...planned.values()].filter(({ id }) => id === null).length;
  return {
    rows: rows.length,
    clean: rows.length - refused - withWarnings,
    withWarnings,
    refused,
    newClients: clients.filter(({ existing }) => existing === null).length,
    knownClients: clients.filter(({ existing }) => existing !== null).length,
    payments: clients.reduce((sum, { chain }) => sum + chain.payments.length, 0),
    freezes: clients.reduce((sum, { chain }) => sum + chain.freezes.length, 0),
    unchanged: rows.filter(({ outcome }) => outcome === 'unchanged').length,
    newPlans: newOnes(plans),
    newGroups: newOnes(groups),
    newCoaches: newOnes(coaches),
  };
}
