import { IsNull, type EntityManager } from 'typeorm';
import { requireOwner, type Actor } from '../audit/actor.js';
import { lookupColumns } from '../clients/client-lookup.rules.js';
import { Client } from '../clients/client.entity.js';
import type { StatusChange, StatusLedger } from '../clients/status-ledger.js';
import type { GroupClosures } from '../closures/group-closures.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { updateEntity } from '../db/write-entities.js';
import { DomainError } from '../errors/domain-error.js';
import type { Clock } from '../lib/clock.js';
import type { ChainStore, ReplayedChain } from '../payments/chain-store.js';
import { replayChain } from '../payments/chain.rules.js';
import { readClientChains } from './client-chains.queries.js';
import { ImportAudit } from './import-audit.js';
import { ImportBatch } from './import-batch.entity.js';
import { ImportChange } from './import-change.entity.js';
import { concernedClients, countRecords, removeRecords, type RecordCounts } from './imported-records.js';
import { findBlockers, type UndoBlocker } from './undo-blockers.queries.js';

/** What undoing the last import takes back. */
export interface UndoPlan {
  batch: ImportBatch;
  removed: RecordCounts;
  /** Known clients of whom the import filled something in. */
  filled: number;
  /** Empty = it can be undone. */
  blockers: UndoBlocker[];
}

export interface UndoResult extends UndoPlan {
  undone: boolean;
}

/**
 * Takes back the last import that was written: what it made goes, unless anything was built on it since; what it moved
 * comes back where it was.
 */
export class ImportUndoService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly chains: ChainStore,
    private readonly ledger: StatusLedger,
    private readonly groupClosures: GroupClosures,
  ) {}

  /** What `undo` would do now; writes nothing. Null = there is nothing to undo. */
  async preview(): Promise<UndoPlan | null> {
    const { manager } = this.unitOfWork;
    const batch = await lastImport(manager);
    return batch && this.plan(manager, batch);
  }

  /**
   * All of the import or nothing; the next call undoes the one before. Null = nothing to undo. Throws `owner_only`, and
   * `changed_meanwhile` when the last import is not the `expectedId` that was previewed: a second click, or a newer one.
   */
  async undo(actor: Actor, expectedId?: number): Promise<UndoResult | null> {
    requireOwner(actor);
    return this.unitOfWork.run(async (manager) => {
      const batch = await lastImport(manager);
      if (expectedId !== undefined && batch?.id !== expectedId) throw new DomainError('changed_meanwhile');
      // Somebody who undid it meanwhile has the row; what is left is theirs to tell.
      if (!batch || (await this.unitOfWork.lockAndRead(ImportBatch, batch.id))?.undoneAt) return null;
      const clients = await concernedClients(manager, batch.id);
      for (const id of [...clients.made, ...clients.known].sort((a, b) => a - b))
        await this.unitOfWork.lock(Client, id);
      await this.unitOfWork.exclude('chains');
      const plan = await this.plan(manager, batch);
      if (plan.blockers.length > 0) return { ...plan, undone: false };
      const audit = new ImportAudit(manager, actor, this.clock.now());
      await this.giveBack(manager, batch, audit, actor);
      await this.chains.storeAll(this.withoutImport(manager, clients.known, batch));
      await this.ledger.apply(this.goneClients(manager, clients.made));
      await removeRecords(manager, batch.id, audit);
      const undoneAt = this.clock.now();
      await updateEntity(manager, ImportBatch, batch.id, { undoneAt });
      audit.changed('import.undo', batch, { undoneAt: null }, { undoneAt, ...plan.removed });
      await audit.flush();
      return { ...plan, undone: true };
    });
  }

  private async plan(manager: EntityManager, batch: ImportBatch): Promise<UndoPlan> {
    const removed = await countRecords(manager, batch.id);
    const filled = await manager.countBy(ImportChange, { importId: batch.id });
    return { batch, removed, filled, blockers: await findBlockers(manager, batch) };
  }

  /** What the import filled in and nobody has changed since. */
  private async giveBack(manager: EntityManager, batch: ImportBatch, audit: ImportAudit, actor: Actor): Promise<void> {
    for (const { clientId, before, after } of await manager.findBy(ImportChange, { importId: batch.id })) {
      const client = await manager.findOneByOrFail(Client, { id: clientId });
      const stored: Record<string, unknown> = { ...client };
      const untouched = Object.keys(after).filter((field) => stored[field] === after[field]);
      if (untouched.length === 0) continue;
      const pick = (values: Record<string, unknown>) =>
        Object.fromEntries(untouched.map((field) => [field, values[field]]));
      const derived = lookupColumns({ ...client, ...pick(before) });
      await updateEntity(manager, Client, clientId, { ...pick(before), ...derived, updatedAt: this.clock.now() });
      audit.changed('import.undo', client, pick(stored), pick(before));
      const { groupId } = client;
      if (groupId !== null && untouched.includes('groupId')) await this.groupClosures.leave(groupId, clientId, actor);
    }
    await manager.delete(ImportChange, { importId: batch.id });
  }

  /** The clients who stay, without what the import sold and froze. */
  private async *withoutImport(
    manager: EntityManager,
    clientIds: readonly number[],
    { id }: ImportBatch,
  ): AsyncGenerator<ReplayedChain> {
    for await (const chains of readClientChains(manager, clientIds)) {
      for (const before of chains) {
        const payments = before.payments.filter(({ importId }) => importId !== id);
        const freezes = before.freezes.filter(({ importId }) => importId !== id);
        const inputs = { ...before, payments, freezes };
        yield { before, inputs, periods: replayChain(inputs) };
      }
    }
  }

  private async *goneClients(manager: EntityManager, clientIds: readonly number[]): AsyncGenerator<StatusChange> {
    for await (const chains of readClientChains(manager, clientIds)) {
      for (const { client, ...chain } of chains) {
        yield { before: { ...chain, archivedDate: client.archivedDate }, after: null };
      }
    }
  }
}

async function lastImport(manager: EntityManager): Promise<ImportBatch | null> {
  return manager.findOne(ImportBatch, { where: { undoneAt: IsNull() }, order: { id: 'DESC' } });
}
