import { staffIdOf } from '../audit/actor.js';
import { Client } from '../clients/client.entity.js';
import { lookupColumns } from '../clients/client-lookup.rules.js';
import type { StatusChange, StatusLedger } from '../clients/status-ledger.js';
import { insertEntities, updateEntity } from '../db/write-entities.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { instantInZone } from '../lib/calendar-date.js';
import { searchForm } from '../lib/person-name.js';
import type { ChainStore, ReplayedChain } from '../payments/chain-store.js';
import { readChains } from '../payments/chain.queries.js';
import { replayChain } from '../payments/chain.rules.js';
import { owedOf } from '../payments/debt.rules.js';
import { Payment } from '../payments/payment.entity.js';
import type { PlannedFreeze } from './book-freezes.rules.js';
import { inPieces, readClientChains } from './client-chains.queries.js';
import type { PlannedPayment } from './client-chain.rules.js';
import { ImportChange } from './import-change.entity.js';
import { bringsNews, type ImportPlan, type PlannedClient } from './import-plan.rules.js';
import type { ImportTarget, ListIds } from './list-writer.js';

/** A planned client with the record that is or was made of it. */
interface Written {
  planned: PlannedClient;
  client: Client;
}

/** Writes the clients of a book with their memberships and freezes, some hundred at once. */
export class ClientWriter {
  constructor(
    private readonly target: ImportTarget,
    private readonly ids: ListIds,
    private readonly timeZone: string,
  ) {}

  /** Gives the clients who were put into a group. */
  async write({ clients }: ImportPlan, chains: ChainStore, ledger: StatusLedger): Promise<Client[]> {
    const grouped: Client[] = [];
    const news = clients.filter(bringsNews);
    const created = news.filter(({ existing }) => existing === null);
    const known = news.filter(({ existing }) => existing !== null);
    await ledger.apply(this.writeNew(created, grouped));
    await chains.storeAll(this.writeKnown(known, grouped));
    return grouped;
  }

  private async *writeNew(planned: readonly PlannedClient[], grouped: Client[]): AsyncGenerator<StatusChange> {
    const { manager, audit } = this.target;
    for (const some of inPieces(planned)) {
      const fields = some.map((one) => this.newClient(one));
      const clients = await insertEntities(manager, Client, fields);
      for (const client of clients) audit.created('client.import', client);
      await this.writeFacts(pairs(some, clients));
      grouped.push(...clients.filter(({ groupId }) => groupId !== null));
      const chains = await readChains(
        manager,
        clients.map(({ id }) => id),
      );
      for (const client of clients) {
        const chain = chains.get(client.id) ?? { payments: [], freezes: [], closures: [] };
        yield { before: null, after: { ...chain, archivedDate: client.archivedDate } };
      }
    }
  }

  private async *writeKnown(planned: readonly PlannedClient[], grouped: Client[]): AsyncGenerator<ReplayedChain> {
    const { manager, audit } = this.target;
    const byId = new Map(planned.map((one) => [one.existing?.id ?? 0, one]));
    for await (const chains of readClientChains(manager, [...byId.keys()])) {
      const written = chains.flatMap(({ client }): Written[] => {
        const one = byId.get(client.id);
        return one ? [{ planned: one, client }] : [];
      });
      grouped.push(...(await this.fillBlanks(written)));
      const added = await this.writeFacts(written);
      for (const before of chains) {
        const payments = [...before.payments, ...(added.payments.get(before.client.id) ?? [])];
        const freezes = [...before.freezes, ...(added.freezes.get(before.client.id) ?? [])];
        const inputs = { ...before, payments, freezes };
        for (const moved of byId.get(before.client.id)?.chain.moved ?? []) {
          const payment = before.payments.find(({ id }) => id === moved.id);
          const { startDate, endDate } = moved;
          if (payment) audit.changed('payment.move', payment, moved.before, { startDate, endDate });
        }
        yield { before, inputs, periods: replayChain(inputs) };
      }
    }
  }

  private newClient({ fields, groupKey, registeredDate }: PlannedClient): Partial<Client> {
    const { group: _, archivedDate, ...person } = fields;
    const archivedAt = archivedDate && instantInZone(archivedDate, '00:00', this.timeZone);
    return {
      ...person,
      ...lookupColumns({ ...person, archivedAt }),
      groupId: this.ids.groups.get(groupKey ?? '') ?? null,
      registeredDate,
      archivedAt,
      archivedDate,
      importId: this.target.batch.id,
    };
  }

  /** What the studio did not know of its clients; kept so that it can be taken back. Gives those put into a group. */
  private async fillBlanks(written: readonly Written[]): Promise<Client[]> {
    const { manager, audit, batch } = this.target;
    const changes: Partial<ImportChange>[] = [];
    const grouped: Client[] = [];
    for (const { client, planned } of written) {
      const groupId = this.ids.groups.get(planned.groupKey ?? '');
      const after = { ...planned.filled, ...(groupId === undefined ? {} : { groupId }) };
      if (Object.keys(after).length === 0) continue;
      const before = Object.fromEntries(Object.keys(after).map((field) => [field, null]));
      audit.changed('client.import', client, before, after);
      changes.push({ importId: batch.id, clientId: client.id, before, after });
      const derived = lookupColumns({ ...client, ...after });
      await updateEntity(manager, Client, client.id, { ...after, ...derived, updatedAt: batch.at });
      if (groupId !== undefined) grouped.push(Object.assign(client, { groupId }));
    }
    await insertEntities(manager, ImportChange, changes);
    return grouped;
  }

  /** The memberships and freezes, by client id. */
  private async writeFacts(written: readonly Written[]) {
    const { manager, audit } = this.target;
    const planned = written.flatMap(({ planned: { chain }, client }) =>
      chain.payments.map((payment) => ({ payment, clientId: client.id })),
    );
    const payments = await insertEntities(
      manager,
      Payment,
      planned.map(({ payment, clientId }) => this.newPayment(payment, clientId)),
    );
    // Of one client no two planned payments have the same provisional id.
    const idOf = new Map(
      payments.map(({ id, clientId }, index) => [`${clientId} ${planned[index]?.payment.link.id}`, id]),
    );
    const freezes = await insertEntities(
      manager,
      LazyDays,
      written.flatMap(({ planned: { chain }, client }) =>
        chain.freezes.map((freeze) => this.newFreeze(freeze, client.id, idOf.get(`${client.id} ${freeze.paymentId}`))),
      ),
    );
    for (const payment of payments) audit.created('payment.import', payment);
    for (const freeze of freezes) audit.created('freeze.import', freeze);
    await audit.flush();
    return { payments: byClient(payments), freezes: byClient(freezes) };
  }

  private newPayment(planned: PlannedPayment, clientId: number): Partial<Payment> {
    const { membership, plan, link, period, isTrial, idempotencyKey } = planned;
    const { amount, received: paidAmount, method, refund, note } = membership;
    const { startDate, endDate, durationDays, visitsUsed, usedUpDate } = period;
    const { id: _, ...sold } = link;
    return {
      ...sold,
      ...{ startDate, endDate, durationDays, visitsUsed, usedUpDate },
      clientId,
      planId: this.ids.plans.get(searchForm(plan?.name ?? '')) ?? null,
      isTrial,
      freezePolicy: plan?.freezePolicy ?? null,
      amount,
      paidAmount,
      owedAmount: owedOf({ amount, paidAmount, refundDate: link.refundDate }, []),
      method,
      refundAmount: refund?.amount ?? null,
      note,
      staffId: staffIdOf(this.target.actor),
      idempotencyKey,
      importId: this.target.batch.id,
    };
  }

  /** `paymentId` is that of a sale of the same book; else the freeze is of a stored payment. */
  private newFreeze({ row: _, ...freeze }: PlannedFreeze, clientId: number, paymentId?: number): Partial<LazyDays> {
    const { actor, batch } = this.target;
    return {
      ...freeze,
      clientId,
      paymentId: paymentId ?? freeze.paymentId,
      askedEndDate: freeze.endDate,
      staffId: staffIdOf(actor),
      importId: batch.id,
    };
  }
}

function pairs(planned: readonly PlannedClient[], clients: readonly Client[]): Written[] {
  return clients.flatMap((client, index) => {
    const one = planned[index];
    return one ? [{ planned: one, client }] : [];
  });
}

function byClient<T extends { clientId: number }>(records: readonly T[]): ReadonlyMap<number, T[]> {
  const map = new Map<number, T[]>();
  for (const record of records) {
    const own = map.get(record.clientId);
    if (own) own.push(record);
    else map.set(record.clientId, [record]);
  }
  return map;
}
