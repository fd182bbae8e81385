import type { EntityManager } from 'typeorm';
import { isSqlite } from '../db/data-source.js';
import { eachRow } from '../db/each-row.js';
import { query } from '../db/query.js';
import { storedInstant, toInstant } from '../db/stored-values.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { numbersOf, readVisitDays, type DayNumbers } from './day-counts.queries.js';
import { readGroupPeople, type GroupPerson } from './group-people.queries.js';
import { ACTIVE, groupAt, type DaySpan } from './statistics.rules.js';

type SessionRow = [id: number, groupId: number, date: CalendarDate, startsAt: Date | string];

interface Session {
  id: number;
  groupId: number;
  date: CalendarDate;
  /** Of its day in the span. */
  place: number;
  startsAt: Date | string;
}

/** A client of the group who was active and did not come at all on a day of a session. */
export interface Miss {
  clientId: number;
  /** The first session of the day that the client missed. */
  sessionId: number;
  date: CalendarDate;
}

export interface Attendance {
  visits: DayNumbers;
  misses: DayNumbers;
}

/** Beside what the client was on the day, in the same byte. */
const CAME = 4;
const COUNTED = 8;

const COMMA = ','.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

/**
 * Visits and misses by day, and each miss for `onMiss`. A miss: a client of the group, active on the day of a session that
 * has begun, without any visit on that day; once per client and day. Who was in the group then is known from the audit
 * log of later changes.
 */
export async function readAttendance(
  manager: EntityManager,
  clock: Clock,
  span: DaySpan,
  onMiss?: (miss: Miss) => void,
): Promise<Attendance> {
  const held = `FROM group_trainings WHERE date BETWEEN ? AND ? AND cancelledAt IS NULL AND startsAt <= ?`;
  const values = [span.from, span.to, storedInstant(manager.dataSource, clock.now())];
  const misses = numbersOf(span);
  const some = await query<unknown[]>(manager, `SELECT id ${held} LIMIT 1`, values);
  // Without a group nobody can miss anything: then the days are counted where the visits are.
  if (some.length === 0) return { visits: await readVisitDays(manager, span), misses };
  const people = await readGroupPeople(manager, span, clock.timeZone);
  const visits = await markVisitors(manager, span, people);
  const sessions = await readSessions(manager, span, held, values);
  for (const person of people) {
    for (const groupId of groupsOf(person)) {
      countMisses(person, sessions.get(groupId) ?? [], misses, onMiss);
    }
  }
  return { visits, misses };
}

/** By group, in the order of time: which of two sessions of a day is named is the first. */
async function readSessions(
  manager: EntityManager,
  span: DaySpan,
  held: string,
  values: readonly unknown[],
): Promise<Map<number, Session[]>> {
  const groups = new Map<number, Session[]>();
  const sql = `SELECT id, groupId, date, startsAt ${held} ORDER BY startsAt, id`;
  await eachRow<SessionRow>(manager, sql, values, ([id, groupId, date, startsAt]) => {
    const session = { id, groupId, date, place: span.placeOf(date), startsAt };
    const group = groups.get(groupId);
    if (group) group.push(session);
    else groups.set(groupId, [session]);
  });
  return groups;
}

/** A person at a time, whose days lie side by side: from one person to another for each session takes several times as long. */
function countMisses(
  person: GroupPerson,
  sessions: readonly Session[],
  misses: DayNumbers,
  onMiss: ((miss: Miss) => void) | undefined,
): void {
  const { clientId, days, registeredDate } = person;
  for (const session of sessions) {
    const { id, place, date } = session;
    if (days[place] !== ACTIVE || date < registeredDate || !wasInGroup(person, session)) continue;
    days[place] = ACTIVE | COUNTED;
    misses[place] = (misses[place] ?? 0) + 1;
    onMiss?.({ clientId, sessionId: id, date });
  }
}

function wasInGroup({ groupId: current, changes }: GroupPerson, { groupId, startsAt }: Session): boolean {
  if (changes.length === 0) return current === groupId;
  return groupAt(current, changes, toInstant(startsAt)) === groupId;
}

/** Every group that the person may have been in during the span, the oldest first. */
function groupsOf({ groupId, changes }: GroupPerson): ReadonlySet<number> {
  const groups = new Set<number>();
  for (const { from } of changes.toReversed()) if (from !== null) groups.add(from);
  if (groupId !== null) groups.add(groupId);
  return groups;
}

/** Marks the days on which the people came, and gives the visits of each day, everyone's. */
async function markVisitors(
  manager: EntityManager,
  span: DaySpan,
  people: readonly GroupPerson[],
): Promise<DayNumbers> {
  const visits = numbersOf(span);
  // By the client's id: to look a million visits up in a map takes several times as long.
  const daysOf: GroupPerson['days'][] = [];
  for (const { clientId, days } of people) daysOf[clientId] = days;
  const came = (place: number, clientId: number): void => {
    visits[place] = (visits[place] ?? 0) + 1;
    const days = daysOf[clientId];
    if (days) days[place] = (days[place] ?? 0) | CAME;
  };
  const range = 'FROM trainings WHERE date BETWEEN ? AND ?';
  const values = [span.from, span.to];
  if (isSqlite(manager.dataSource)) {
    // A row a day: to give a row takes SQLite longer than to read one. A server cuts such lists off.
    await eachRow<[CalendarDate, string]>(
      manager,
      `SELECT date, group_concat(clientId) ${range} GROUP BY date`,
      values,
      ([date, clientIds]) => {
        const place = span.placeOf(date);
        eachNumber(clientIds, (clientId) => came(place, clientId));
      },
    );
    return visits;
  }
  let [known, place]: [CalendarDate | null, number] = [null, -1];
  await eachRow<[CalendarDate, number]>(manager, `SELECT date, clientId ${range} ORDER BY date`, values, (row) => {
    const [date, clientId] = row;
    if (date !== known) [known, place] = [date, span.placeOf(date)];
    came(place, clientId);
  });
  return visits;
}

/** Whole numbers with commas between them; without a text of its own for each. */
function eachNumber(list: string, visit: (number: number) => void): void {
  let number = 0;
  for (let index = 0; index < list.length; index += 1) {
    const code = list.charCodeAt(index);
    if (code !== COMMA) number = number * 10 + code - ZERO;
    else {
      visit(number);
      number = 0;
    }
  }
  visit(number);
}
