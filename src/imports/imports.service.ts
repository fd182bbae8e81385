import type { EntityManager } from 'typeorm';
import { requireOwner, type Actor } from '../audit/actor.js';
import { Client } from '../clients/client.entity.js';
import { isUniqueViolation } from '../db/database-errors.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import type { Clock } from '../lib/clock.js';
import type { SettingsService } from '../settings/settings.service.js';
import { detectDateOrder } from './date-cell.rules.js';
import { planImport, totalsOf, type ImportPlan } from './import-plan.rules.js';
import { ImportWriter } from './import-writer.js';
import { parseRow, type ParsedRow } from './row.rules.js';
import { findClientIds, loadSnapshot } from './snapshot.queries.js';
import type { StudioBook } from './studio-book.js';

export interface ImportResult {
  plan: ImportPlan;
  /** False when rows are refused and were not to be skipped: then nothing was written. */
  written: boolean;
}

/** Takes a studio's book into the CRM: clients, memberships and freezes, planned first and written in one transaction. */
export class ImportsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
  ) {}

  /** What `apply` would do now; writes nothing. */
  async preview(book: StudioBook): Promise<ImportPlan> {
    const country = await this.settings.get('phoneCountry');
    const rows = this.parse(book, country);
    const { manager } = this.unitOfWork;
    return planImport(rows, await loadSnapshot(manager, await findClientIds(manager, rows)), this.clock.today());
  }

  /**
   * Writes all good rows or nothing; with refused rows nothing, unless they are to be skipped. Rows imported before add
   * nothing. Throws `owner_only`, and `changed_meanwhile` when the same book is being imported from elsewhere.
   */
  async apply(book: StudioBook, actor: Actor, options: { skipRefused: boolean }): Promise<ImportResult> {
    requireOwner(actor);
    const country = await this.settings.get('phoneCountry');
    try {
      return await this.unitOfWork.run((manager) => this.write(manager, this.parse(book, country), actor, options));
    } catch (error) {
      if (isUniqueViolation(error)) throw new DomainError('changed_meanwhile');
      throw error;
    }
  }

  private async write(
    manager: EntityManager,
    rows: readonly ParsedRow[],
    actor: Actor,
    { skipRefused }: { skipRefused: boolean },
  ): Promise<ImportResult> {
    const clientIds = await findClientIds(manager, rows);
    // Locked before their payments are read: nobody sells or freezes between the plan and its writing.
    for (const id of clientIds) await this.unitOfWork.lock(Client, id);
    const plan = planImport(rows, await loadSnapshot(manager, clientIds), this.clock.today());
    if (totalsOf(plan).refused > 0 && !skipRefused) return { plan, written: false };
    await new ImportWriter(manager, actor, this.clock.now()).write(plan);
    return { plan, written: true };
  }

  private parse({ rows, columns: { nameOrder } }: StudioBook, country: string): ParsedRow[] {
    const dates = rows.flatMap(({ cells: { birthDate, saleDate, startDate, endDate, freezeStart, freezeEnd } }) =>
      [birthDate, saleDate, startDate, endDate, freezeStart, freezeEnd].filter((cell) => cell !== undefined),
    );
    const context = { country, nameOrder, today: this.clock.today(), dateOrder: detectDateOrder(dates) };
    return rows.map((row) => parseRow(row, context));
  }
}
