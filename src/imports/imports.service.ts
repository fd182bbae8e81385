import { setImmediate as othersTurn } from 'node:timers/promises';
import { IsNull, MoreThanOrEqual, Not, type EntityManager } from 'typeorm';
import { requireOwner, type Actor } from '../audit/actor.js';
import { Client } from '../clients/client.entity.js';
import type { StatusLedger } from '../clients/status-ledger.js';
import { Closure } from '../closures/closure.entity.js';
import type { GroupClosures } from '../closures/group-closures.js';
import { isUniqueViolation } from '../db/database-errors.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import type { Clock } from '../lib/clock.js';
import type { ChainStore } from '../payments/chain-store.js';
import type { SettingsService } from '../settings/settings.service.js';
import { ClientWriter } from './client-writer.js';
import { DATE_FIELDS } from './columns.js';
import { detectDateOrder } from './date-cell.rules.js';
import { ImportAudit } from './import-audit.js';
import { ImportBatch } from './import-batch.entity.js';
import { bringsNews, planImport, planInSteps, totalsOf, type ImportPlan } from './import-plan.rules.js';
import { writeLists } from './list-writer.js';
import { parseRow, type ParsedRow } from './row.rules.js';
import { findClientIds, loadSnapshot } from './snapshot.queries.js';
import type { StudioBook } from './studio-book.js';

export interface ImportResult {
  plan: ImportPlan;
  /** False when rows are refused and were not to be skipped: then nothing was written. */
  written: boolean;
}

export interface ImportOptions {
  /** Kept with what is written, to be told by when it is undone. */
  fileName: string;
  /** False: one row with an error is enough for nothing to be written. */
  skipRefused: boolean;
}

/** Some milliseconds of work. */
const ROWS_AT_ONCE = 50;
const MAX_FILE_NAME = 255;
const MAX_ACTOR_NAME = 100;

/** Takes a studio's book into the CRM: clients, memberships and freezes, planned first and written in one transaction. */
export class ImportsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly chains: ChainStore,
    private readonly ledger: StatusLedger,
    private readonly groupClosures: GroupClosures,
  ) {}

  /** What `apply` would do now; writes nothing. */
  async preview(book: StudioBook): Promise<ImportPlan> {
    const country = await this.settings.get('phoneCountry');
    const rows: ParsedRow[] = [];
    for (const row of this.parse(book, country)) {
      rows.push(row);
      // The web answers others in between: a book has thousands of rows.
      if (rows.length % ROWS_AT_ONCE === 0) await othersTurn();
    }
    const { manager } = this.unitOfWork;
    const snapshot = await loadSnapshot(manager, await findClientIds(manager, rows));
    const planning = planInSteps(rows, snapshot, this.clock.today());
    for (let clients = 1; ; clients += 1) {
      const step = planning.next();
      if (step.done) return step.value;
      if (clients % ROWS_AT_ONCE === 0) await othersTurn();
    }
  }

  /**
   * Writes all good rows or nothing; with refused rows nothing, unless they are to be skipped. Rows imported before add
   * nothing. Throws `owner_only`, and `changed_meanwhile` when the same book is being imported from elsewhere.
   */
  async apply(book: StudioBook, actor: Actor, options: ImportOptions): Promise<ImportResult> {
    requireOwner(actor);
    const country = await this.settings.get('phoneCountry');
    try {
      return await this.unitOfWork.run((manager) =>
        this.write(manager, [...this.parse(book, country)], actor, options),
      );
    } catch (error) {
      if (isUniqueViolation(error)) throw new DomainError('changed_meanwhile');
      throw error;
    }
  }

  private async write(
    manager: EntityManager,
    rows: readonly ParsedRow[],
    actor: Actor,
    { fileName, skipRefused }: ImportOptions,
  ): Promise<ImportResult> {
    const clientIds = await findClientIds(manager, rows);
    // Locked before their payments are read: nobody sells, freezes or closes between the plan and its writing.
    for (const id of clientIds) await this.unitOfWork.lock(Client, id);
    await this.unitOfWork.exclude('chains');
    const plan = planImport(rows, await loadSnapshot(manager, clientIds), this.clock.today());
    if (totalsOf(plan).refused > 0 && !skipRefused) return { plan, written: false };
    if (plan.clients.some(bringsNews)) await this.writePlan(manager, plan, actor, fileName);
    return { plan, written: true };
  }

  private async writePlan(manager: EntityManager, plan: ImportPlan, actor: Actor, fileName: string): Promise<void> {
    const { newClients, payments, freezes } = totalsOf(plan);
    const batch = await manager.save(
      manager.create(ImportBatch, {
        fileName: fileName.slice(-MAX_FILE_NAME),
        at: this.clock.now(),
        actorName: actor.name.slice(0, MAX_ACTOR_NAME),
        addedClients: newClients,
        addedPayments: payments,
        addedFreezes: freezes,
        undoneAt: null,
      }),
    );
    const audit = new ImportAudit(manager, actor, batch.at);
    audit.created('import.commit', batch);
    // Before all other entries: what comes after it was done since.
    await audit.flush();
    const target = { manager, batch, actor, audit, today: this.clock.today() };
    const ids = await writeLists(plan, target);
    const grouped = await new ClientWriter(target, ids, this.clock.timeZone).write(plan, this.chains, this.ledger);
    await audit.flush();
    await this.joinClosures(manager, grouped, actor);
  }

  /** A group that is closed for some days gives them to those who come into it, too. */
  private async joinClosures(manager: EntityManager, grouped: readonly Client[], actor: Actor): Promise<void> {
    const notOver = { groupId: Not(IsNull()), endDate: MoreThanOrEqual(this.clock.today()), undoneAt: IsNull() };
    const closed = new Set((await manager.findBy(Closure, notOver)).map(({ groupId }) => groupId));
    for (const { id, groupId } of grouped) {
      if (groupId !== null && closed.has(groupId)) await this.groupClosures.join(groupId, id, actor);
    }
  }

  private *parse({ rows, columns: { nameOrder, indexOf } }: StudioBook, country: string): Generator<ParsedRow> {
    const dates = rows.flatMap(({ cells }) => DATE_FIELDS.flatMap((field) => cells[field] ?? []));
    const fields = new Set(indexOf.keys());
    const context = { country, nameOrder, today: this.clock.today(), dateOrder: detectDateOrder(dates), fields };
    for (const row of rows) yield parseRow(row, context);
  }
}
