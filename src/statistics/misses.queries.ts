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

/** Without names: of a year a large studio has a hundred thousand. */
type SessionRow = [id: number, groupId: number, date: CalendarDate, startsAt: Date | string];

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
  const groups = byGroup(people);
  // Which of two sessions of a day is named matters only where misses are listed.
  const order = onMiss ? 'ORDER BY startsAt, id' : '';
  await eachRow<SessionRow>(manager, `SELECT id, groupId, date, startsAt ${held} ${order}`, values, (session) => {
    const [sessionId, groupId, date] = session;
    const place = span.placeOf(date);
    for (const person of groups.get(groupId) ?? []) {
      if (person.days[place] !== ACTIVE || date < person.registeredDate || !wasInGroup(person, session)) continue;
      person.days[place] = ACTIVE | COUNTED;
      misses[place] = (misses[place] ?? 0) + 1;
      onMiss?.({ clientId: person.clientId, sessionId, date });
    }
  });
  return { visits, misses };
}

function wasInGroup({ groupId: current, changes }: GroupPerson, [, groupId, , startsAt]: SessionRow): boolean {
  if (changes.length === 0) return current === groupId;
  return groupAt(current, changes, toInstant(startsAt)) === groupId;
}

/** Marks the days on which the people came, and gives the visits of each day, everyone's. */
async function markVisitors(
  manager: EntityManager,
  span: DaySpan,
  people: readonly GroupPerson[],
): Promise<DayNumbers> {
  const visits = numbersOf(span);
  const daysOf = new Map(people.map(({ clientId, days }) => [clientId, days]));
  const came = (place: number, clientId: number): void => {
    visits[place] = (visits[place] ?? 0) + 1;
    const days = daysOf.get(clientId);
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
        for (const clientId of clientIds.split(',')) came(place, Number(clientId));
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

/** By group: everyone who may have been in it during the span. */
function byGroup(people: readonly GroupPerson[]): Map<number, GroupPerson[]> {
  const groups = new Map<number, GroupPerson[]>();
  for (const person of people) {
    for (const groupId of new Set([person.groupId, ...person.changes.map(({ from }) => from)])) {
      if (groupId === null) continue;
      const group = groups.get(groupId);
      if (group) group.push(person);
      else groups.set(groupId, [person]);
    }
  }
  return groups;
}
