import { beforeAll, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { clientStatusOn, isExpiringOn, lastPaidDay, paidDaysLeft } from '../../src/clients/client-status.rules.js';
import { statusExpression, statusParameters } from '../../src/clients/client-status.sql.js';
import { Client } from '../../src/clients/client.entity.js';
import { countDifferences, recountStatuses } from '../../src/clients/status-recount.js';
import { ClosureClient } from '../../src/closures/closure-client.entity.js';
import { Closure } from '../../src/closures/closure.entity.js';
import { closedOn } from '../../src/closures/closure.queries.js';
import { clientFilterSchema, type ClientFilter, type ClientView } from '../../src/contract/clients.js';
import { Group } from '../../src/groups/group.entity.js';
import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import { calendarDate, instantInZone, type CalendarDate } from '../../src/lib/calendar-date.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { MembershipPlan } from '../../src/plans/membership-plan.entity.js';
import { startApi } from '../http/api-server.js';
import { describeEachDatabase } from '../setup/databases.js';
import { studioOn, type Studio } from '../setup/studio.js';
import { CLOSURES, factsOf, GROUPS, PLANS, randomClients, type RandomClient } from './random-clients.js';

const CLIENTS = 10_000;
const clients = randomClients(CLIENTS);
const EXPIRING_DAYS = 3;
const ROWS_AT_ONCE = 500;
const LIMIT_MS = 120_000;

const DAYS = [
  '2025-11-30',
  '2025-12-31',
  '2026-03-01',
  '2026-03-08',
  '2026-03-10',
  '2026-03-14',
  '2026-03-22',
  '2026-05-31',
  '2028-02-29',
].map(calendarDate);

const stamps = { version: 1, createdAt: new Date(), updatedAt: new Date() };

async function insert(manager: EntityManager, entity: { new (): object }, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE).map((row) => ({ ...stamps, ...row }));
    await manager.createQueryBuilder().insert().into(entity).values(some).updateEntity(false).execute();
  }
}

/** Ids are the places in `clients`, counted from 1. */
async function fill(manager: EntityManager): Promise<void> {
  const plan = { durationDays: 30, price: '3000.00' };
  await insert(
    manager,
    MembershipPlan,
    PLANS.map((id) => ({ id, name: `Тариф ${id}`, ...plan })),
  );
  await insert(
    manager,
    Group,
    GROUPS.map((id) => ({ id, name: `Группа ${id}`, weekdays: '', durationMinutes: 60 })),
  );
  await insert(
    manager,
    Closure,
    CLOSURES.map(({ isUndone, ...closure }, index) => ({
      id: index + 1,
      ...closure,
      undoneAt: isUndone ? new Date() : null,
    })),
  );
  await insert(
    manager,
    Client,
    clients.map(({ archivedDate }, index) => ({
      ...{ id: index + 1, firstName: `Клиент ${index}`, searchName: `клиент ${index}`, registeredDate: '2025-12-01' },
      ...{ archivedDate, archivedAt: archivedDate && new Date(`${archivedDate}T06:00:00Z`) },
    })),
  );
  const firstPaymentIds: number[] = [];
  let paymentId = 0;
  const payments = clients.flatMap((client, index) => {
    firstPaymentIds.push(paymentId + 1);
    return client.payments.map(({ owes, ...payment }) => {
      paymentId += 1;
      const money = { amount: '3000.00', paidAmount: '2000.00', owedAmount: owes ? '1000.00' : '0.00', method: 'cash' };
      return { ...payment, ...money, id: paymentId, clientId: index + 1 };
    });
  });
  await insert(manager, Payment, payments);
  const freezes = clients.flatMap((client, index) =>
    client.freezes.map((freeze) => {
      return { ...freeze, askedEndDate: freeze.endDate, clientId: index + 1, paymentId: firstPaymentIds[index] };
    }),
  );
  await insert(manager, LazyDays, freezes);
  const stays = clients.flatMap((client, index) =>
    client.stays.map(({ closure, ...days }) => ({ closureId: closure + 1, clientId: index + 1, ...days })),
  );
  await insert(manager, ClosureClient, stays);
}

describeEachDatabase('10,000 random clients on each of nine days', (database) => {
  let studio: Studio;

  beforeAll(async () => {
    studio = studioOn(database.dataSource);
    await database.dataSource.transaction((manager) => fill(manager));
    await studio.unitOfWork.run(() => studio.statusLedger.rebuild());
  }, LIMIT_MS);

  const idsWhere = (isListed: (client: RandomClient) => boolean): number[] =>
    clients.flatMap((client, index) => (isListed(client) ? [index + 1] : []));

  function isListed(client: RandomClient, filter: ClientFilter, day: CalendarDate): boolean {
    const status = clientStatusOn(day, factsOf(client));
    switch (filter) {
      case 'all':
        return status !== 'archived';
      case 'inactive':
        return status !== 'archived' && status !== 'active';
      case 'expiring':
        return isExpiringOn(day, factsOf(client), EXPIRING_DAYS);
      case 'owing':
        return status !== 'archived' && client.payments.some(({ owes }) => owes);
      default:
        return status === filter;
    }
  }

  it('have the status of the rule in SQL', async () => {
    const { manager } = database.dataSource;
    for (const day of DAYS) {
      const rows = await manager
        .createQueryBuilder(Client, 'client')
        .select('client.id', 'id')
        .addSelect(statusExpression('client', await closedOn(manager, day)), 'status')
        .setParameters(statusParameters(day, EXPIRING_DAYS))
        .getRawMany<{ id: number; status: string }>();
      const wrong = rows.filter(({ id, status }) => {
        const client = clients[Number(id) - 1];
        return !client || clientStatusOn(day, factsOf(client)) !== status;
      });
      expect({ day, read: rows.length, wrong }).toEqual({ day, read: CLIENTS, wrong: [] });
    }
  });

  it.each(clientFilterSchema.options)('are listed as %s when the rule says so', async (filter) => {
    for (const day of DAYS) {
      studio.clock.set(instantInZone(day, '12:00', studio.clock.timeZone));
      const listed = (await studio.clientQueries.ids(filter)).sort((a, b) => a - b);
      expect({ day, listed }).toEqual({ day, listed: idsWhere((client) => isListed(client, filter, day)) });
    }
  });

  it('are in every list on the day on which most is closed, so that no list agrees by being empty', () => {
    const sizes = clientFilterSchema.options.map((filter) => {
      return idsWhere((client) => isListed(client, filter, calendarDate('2026-03-10'))).length;
    });
    expect(Math.min(...sizes)).toBeGreaterThan(20);
  });

  it('have the status, the last day and the days left of the rule in the API', async () => {
    const api = await startApi(database.dataSource);
    const today = api.clock.today();
    for (const filter of clientFilterSchema.options) {
      const { json } = await api.call('GET', `/clients?status=${filter}&limit=500`);
      expect(json.items.length).toBeGreaterThan(20);
      for (const { id, status, endDate, daysLeft } of json.items as ClientView[]) {
        const client = clients[id - 1];
        if (!client) throw new Error(`nobody has the id ${id}`);
        const facts = factsOf(client);
        expect({ id, status, endDate, daysLeft, isListed: isListed(client, filter, today) }).toEqual({
          ...{ id, status: clientStatusOn(today, facts), isListed: true },
          ...{ endDate: lastPaidDay(facts.payments), daysLeft: paidDaysLeft(today, facts) },
        });
      }
    }
    await api.stop();
  });

  it('are counted by the ledger as by the rule, and as when counted anew', async () => {
    for (const day of DAYS) {
      const counts = await studio.statusLedger.countsOn(day);
      expect(countDifferences(counts, await recountStatuses(studio.unitOfWork, day))).toEqual([]);
      for (const filter of ['expiring', 'archived', 'active', 'frozen', 'upcoming', 'expired', 'new'] as const) {
        const clients = idsWhere((client) => isListed(client, filter, day)).length;
        expect({ day, filter, clients: counts.get(filter) ?? 0 }).toEqual({ day, filter, clients });
      }
    }
  });
});
