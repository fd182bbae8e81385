import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import type { Actor } from '../../src/audit/actor.js';
import { loadConfig } from '../../src/config.js';
import { createContainer } from '../../src/container.js';
import { isSqlite } from '../../src/db/data-source.js';
import { addDays, type CalendarDate } from '../../src/lib/calendar-date.js';
import { FixedClock } from '../../src/lib/clock.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';

export const OWNER: Actor = { kind: 'staff', id: null, name: 'Owner', role: 'owner', telegram: null };
export const MANAGER: Actor = { kind: 'staff', id: null, name: 'Manager', role: 'manager', telegram: null };
export const COACH: Actor = { kind: 'staff', id: null, name: 'Coach', role: 'coach', telegram: null };
export const silentLogger = pino({ level: 'silent' });

const MEMORY_STORE = new EmbeddedStore(':memory:');

/** The services of a studio on a given database, its clock standing at noon of 10 March 2026 in Bishkek. */
export function studioOn(
  dataSource: DataSource,
  clock = new FixedClock(new Date('2026-03-10T06:00:00Z'), 'Asia/Bishkek'),
) {
  const foundation = {
    config: loadConfig({}),
    store: MEMORY_STORE,
    logger: silentLogger,
    apiToken: 'token-of-the-tests',
    sessionSecret: 'secret-of-the-tests',
  };
  return {
    ...createContainer({ ...foundation, dataSource, clock }),
    clock,
    /** The clock moves to noon of the day that many days from where it stands. */
    passDays(days: number): void {
      clock.set(new Date(clock.now().getTime() + days * 86_400_000));
    },
    dayFromToday: (days: number): CalendarDate => addDays(clock.today(), days),
  };
}

export type Studio = ReturnType<typeof studioOn>;

/**
 * So many people at work in a studio at the same moment. On a server each writes through services of their own; on SQLite
 * a process has one connection, and so one queue of writes for all.
 */
export function desksOf(studio: Studio, count: number): Studio[] {
  const { dataSource, clock } = studio;
  return Array.from({ length: count }, () => (isSqlite(dataSource) ? studio : studioOn(dataSource, clock)));
}

let phoneCounter = 0;

/** A phone that no other test client has. */
export function nextPhone(): string {
  phoneCounter += 1;
  return `+99655${String(5_000_000 + phoneCounter)}`;
}
