import { pino } from 'pino';
import type { Actor } from '../../src/audit/actor.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { ClientQueries } from '../../src/clients/clients.queries.js';
import { ClientsService } from '../../src/clients/clients.service.js';
import { UnitOfWork } from '../../src/db/unit-of-work.js';
import { GroupsService } from '../../src/groups/groups.service.js';
import { LazyDaysService } from '../../src/lazy-days/lazy-days.service.js';
import { addDays, type CalendarDate } from '../../src/lib/calendar-date.js';
import { FixedClock } from '../../src/lib/clock.js';
import { PaymentsService } from '../../src/payments/payments.service.js';
import { RefundsService } from '../../src/payments/refunds.service.js';
import { PlansService } from '../../src/plans/plans.service.js';
import { SettingsService } from '../../src/settings/settings.service.js';
import type { DataSource } from 'typeorm';

export const OWNER: Actor = { kind: 'staff', id: null, name: 'Owner', role: 'owner' };
export const MANAGER: Actor = { kind: 'staff', id: null, name: 'Manager', role: 'manager' };
export const COACH: Actor = { kind: 'staff', id: null, name: 'Coach', role: 'coach' };
export const silentLogger = pino({ level: 'silent' });

/** The services of a studio on a given database, its clock standing at noon of 10 March 2026 in Bishkek. */
export function studioOn(
  dataSource: DataSource,
  clock = new FixedClock(new Date('2026-03-10T06:00:00Z'), 'Asia/Bishkek'),
) {
  const unitOfWork = new UnitOfWork(dataSource);
  const audit = new AuditService(unitOfWork, clock);
  const settings = new SettingsService(unitOfWork, clock, audit);
  const clientQueries = new ClientQueries(unitOfWork, clock, settings);
  const groups = new GroupsService(unitOfWork, clock, audit);
  const plans = new PlansService(unitOfWork, clock, audit);
  return {
    clock,
    unitOfWork,
    audit,
    settings,
    clientQueries,
    groups,
    plans,
    clients: new ClientsService(unitOfWork, clock, audit, settings, groups),
    payments: new PaymentsService(unitOfWork, clock, audit, plans, settings),
    refunds: new RefundsService(unitOfWork, clock, audit),
    lazyDays: new LazyDaysService(unitOfWork, clock, audit),
    /** The clock moves to noon of the day that many days from where it stands. */
    passDays(days: number): void {
      clock.set(new Date(clock.now().getTime() + days * 86_400_000));
    },
    dayFromToday: (days: number): CalendarDate => addDays(clock.today(), days),
  };
}

export type Studio = ReturnType<typeof studioOn>;

let phoneCounter = 0;

/** A phone that no other test client has. */
export function nextPhone(): string {
  phoneCounter += 1;
  return `+99655${String(5_000_000 + phoneCounter)}`;
}
