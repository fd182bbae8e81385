import type { EntityManager } from 'typeorm';
import { staffIdOf, type Actor } from '../audit/actor.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { Client } from '../clients/client.entity.js';
import { searchNameOf } from '../clients/client.rules.js';
import { Coach } from '../coaches/coach.entity.js';
import { Group } from '../groups/group.entity.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { searchForm } from '../lib/person-name.js';
import { Payment } from '../payments/payment.entity.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import type { ImportPlan, PlannedClient } from './import-plan.rules.js';

/** Rows per INSERT: large enough to be quick, small enough for every server's packet and parameter limits. */
const SAVE_OPTIONS = { chunk: 200 };
const SESSION_MINUTES = 60;

/** Writes a plan of an import inside the running transaction. */
export class ImportWriter {
  private readonly audit: AuditEntry[] = [];

  constructor(
    private readonly manager: EntityManager,
    private readonly actor: Actor,
    private readonly now: Date,
  ) {}

  async write(plan: ImportPlan): Promise<void> {
    const planIds = await this.writePlans(plan);
    const coachIds = await this.writeCoaches(plan);
    const groupIds = await this.writeGroups(plan, coachIds);
    const clientIds = await this.writeClients(plan, groupIds);
    const paymentIds = await this.writePayments(plan, clientIds, planIds);
    await this.writeFreezes(plan, clientIds, paymentIds);
    await this.moveStored(plan);
    await this.manager.save(this.audit, SAVE_OPTIONS);
  }

  private async writePlans({ plans }: ImportPlan): Promise<Map<string, number>> {
    return this.writeMissing(plans, 'plan.import', ({ name, durationDays, price, visitLimit }) =>
      this.manager.create(MembershipPlan, {
        name,
        durationDays: durationDays ?? 1,
        price,
        visitLimit,
        freezeAllowed: true,
        freezeTotalDays: null,
        freezeMinDays: null,
        freezeMaxDays: null,
        freezeMaxCount: null,
        freezeNoticeDays: null,
        archivedAt: null,
      }),
    );
  }

  private async writeCoaches({ coaches }: ImportPlan): Promise<Map<string, number>> {
    return this.writeMissing(coaches, 'coach.import', ({ firstName, lastName }) =>
      this.manager.create(Coach, {
        firstName,
        lastName,
        searchName: searchNameOf({ firstName, lastName }),
        phone: null,
        telegramId: null,
        archivedAt: null,
      }),
    );
  }

  private async writeGroups(
    { groups }: ImportPlan,
    coachIds: ReadonlyMap<string, number>,
  ): Promise<Map<string, number>> {
    return this.writeMissing(groups, 'group.import', ({ name, startTime, coachKey }) =>
      this.manager.create(Group, {
        name,
        coachId: coachIds.get(coachKey ?? '') ?? null,
        weekdays: '',
        startTime,
        durationMinutes: SESSION_MINUTES,
        capacity: null,
        archivedAt: null,
      }),
    );
  }

  /** Creates what has no id yet; gives the ids of all by key. */
  private async writeMissing<P extends { id: number | null }, E extends Coach | Group | MembershipPlan>(
    planned: ReadonlyMap<string, P>,
    action: string,
    create: (planned: P) => E,
  ): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    const created = new Map<string, E>();
    for (const [key, one] of planned) {
      if (one.id === null) created.set(key, create(one));
      else ids.set(key, one.id);
    }
    await this.manager.save([...created.values()], SAVE_OPTIONS);
    for (const [key, entity] of created) {
      ids.set(key, entity.id);
      this.record(action, entity, null, { ...entity });
    }
    return ids;
  }

  private async writeClients(
    plan: ImportPlan,
    groupIds: ReadonlyMap<string, number>,
  ): Promise<Map<PlannedClient, number>> {
    const ids = new Map<PlannedClient, number>();
    const created = new Map<PlannedClient, Client>();
    for (const planned of plan.clients) {
      const groupId = groupIds.get(planned.groupKey ?? '') ?? null;
      if (planned.existing === null) created.set(planned, this.newClient(planned, groupId));
      else {
        ids.set(planned, planned.existing.id);
        await this.fillBlanks(planned, planned.existing.id, groupId);
      }
    }
    await this.manager.save([...created.values()], SAVE_OPTIONS);
    for (const [planned, client] of created) {
      ids.set(planned, client.id);
      this.record('client.import', client, null, { ...client });
    }
    return ids;
  }

  private newClient(
    { fields: { group: _, ...fields }, registeredDate }: PlannedClient,
    groupId: number | null,
  ): Client {
    return this.manager.create(Client, {
      ...fields,
      searchName: searchNameOf(fields),
      phoneVerifiedAt: null,
      telegramState: 'ok',
      language: null,
      groupId,
      registeredDate,
      hasPhoto: false,
      broadcastsStoppedAt: null,
      archivedAt: null,
    });
  }

  /** What staff entered stays: the book only fills empty fields, and only when it brings something new. */
  private async fillBlanks(planned: PlannedClient, id: number, groupId: number | null): Promise<void> {
    const { existing, fields, chain, rows } = planned;
    const bringsNews = chain.payments.length + chain.freezes.length > 0 || rows.some(({ membership }) => !membership);
    if (!existing || !bringsNews) return;
    const { phone, telegramId, telegramUsername, email, birthDate, region, note } = fields;
    const offered = { phone, telegramId, telegramUsername, email, birthDate, region, note, groupId };
    const blanks = Object.entries(offered).filter(
      ([field, value]) => value !== null && existing[field as keyof typeof offered] === null,
    );
    if (blanks.length === 0) return;
    const client = await this.manager.findOneByOrFail(Client, { id });
    const news = Object.fromEntries(blanks);
    await this.manager.save(Object.assign(client, news));
    this.record('client.import', client, Object.fromEntries(blanks.map(([field]) => [field, null])), news);
  }

  private async writePayments(
    plan: ImportPlan,
    clientIds: ReadonlyMap<PlannedClient, number>,
    planIds: ReadonlyMap<string, number>,
  ): Promise<Map<PlannedClient, Map<number, number>>> {
    const written = new Map<PlannedClient, Map<number, Payment>>();
    for (const planned of plan.clients) {
      const clientId = clientIds.get(planned) ?? 0;
      const payments = planned.chain.payments.map(
        ({ membership, period, plan: sold, durationDays, idempotencyKey }) => {
          const payment = this.manager.create(Payment, {
            clientId,
            planId: planIds.get(searchForm(sold?.name ?? '')) ?? null,
            durationDays,
            visitLimit: sold?.visitLimit ?? null,
            visitsUsed: 0,
            amount: membership.amount,
            method: membership.method,
            saleDate: membership.saleDate,
            askedStartDate: membership.startDate === membership.saleDate ? null : membership.startDate,
            startDate: period.startDate,
            endDate: period.endDate,
            refundDate: null,
            refundAmount: null,
            note: membership.note,
            staffId: staffIdOf(this.actor),
            idempotencyKey,
          });
          return [period.paymentId, payment] as const;
        },
      );
      written.set(planned, new Map(payments));
    }
    const all = [...written.values()].flatMap((payments) => [...payments.values()]);
    await this.manager.save(all, SAVE_OPTIONS);
    for (const payment of all) this.record('payment.import', payment, null, { ...payment });
    return new Map(
      [...written].map(([planned, payments]) => [planned, new Map([...payments].map(([key, { id }]) => [key, id]))]),
    );
  }

  private async writeFreezes(
    plan: ImportPlan,
    clientIds: ReadonlyMap<PlannedClient, number>,
    paymentIds: ReadonlyMap<PlannedClient, ReadonlyMap<number, number>>,
  ): Promise<void> {
    const freezes = plan.clients.flatMap((planned) =>
      planned.chain.freezes.map(({ startDate, endDate, paymentId, idempotencyKey }) =>
        this.manager.create(LazyDays, {
          clientId: clientIds.get(planned) ?? 0,
          paymentId: paymentIds.get(planned)?.get(paymentId) ?? paymentId,
          startDate,
          endDate,
          askedEndDate: endDate,
          reason: null,
          staffId: staffIdOf(this.actor),
          idempotencyKey,
        }),
      ),
    );
    await this.manager.save(freezes, SAVE_OPTIONS);
    for (const freeze of freezes) this.record('freeze.import', freeze, null, { ...freeze });
  }

  private async moveStored(plan: ImportPlan): Promise<void> {
    for (const { id, startDate, endDate, before } of plan.clients.flatMap(({ chain }) => chain.moved)) {
      const payment = await this.manager.findOneByOrFail(Payment, { id });
      await this.manager.save(Object.assign(payment, { startDate, endDate }));
      this.record('payment.move', payment, before, { startDate, endDate });
    }
  }

  private record(
    action: string,
    record: { id: number; constructor: { name: string } },
    before: Record<string, unknown> | null,
    { version: _v, createdAt: _c, updatedAt: _u, searchName: _s, ...after }: Record<string, unknown>,
  ): void {
    const entry = this.manager.create(AuditEntry, {
      at: this.now,
      actorKind: this.actor.kind,
      actorId: this.actor.id,
      actorName: this.actor.name.slice(0, 100),
      action,
      entity: record.constructor.name,
      entityId: String(record.id),
      before,
      after,
    });
    this.audit.push(entry);
  }
}
