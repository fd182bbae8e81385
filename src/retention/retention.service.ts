import { setImmediate as breathe } from 'node:timers/promises';
import { LessThan, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { eraseFromEntry } from '../audit/erased-values.js';
import { Client } from '../clients/client.entity.js';
import { ERASED_NAMES, PERSONAL_IN_LOG } from '../clients/erasure.rules.js';
import type { ErasureService } from '../clients/erasure.service.js';
import { whereIn } from '../db/columns.js';
import { query } from '../db/query.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { IdempotentAnswer } from '../http/idempotent-answer.entity.js';
import type { Clock } from '../lib/clock.js';
import { Setting } from '../settings/setting.entity.js';
import type { SettingsService } from '../settings/settings.service.js';

const DAY_MS = 86_400_000;
const IDS_AT_ONCE = 5000;
const ENTRIES_AT_ONCE = 500;
/** Each is a transaction of its own, and the next night goes on. */
const CLIENTS_A_NIGHT = 2000;
/** What can't be sent or looked into any more. */
const OVER = "('sent', 'blocked', 'gone', 'failed', 'cancelled', 'expired')";
const NO_TEXT = JSON.stringify({ text: '', buttons: [] });
/** The last entry of the log that was looked at: no setting that staff see. */
const LOG_CURSOR = 'retention:lastAuditEntry';

export const RETENTION_ACTOR: Actor = { kind: 'system', id: null, name: 'retention', role: 'owner', telegram: null };

/** Takes personal data away when the studio has no more use of it. All of it may be repeated, and goes on where it ended. */
export class RetentionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly erasure: ErasureService,
  ) {}

  async apply(): Promise<void> {
    const settings = await this.settings.all();
    await this.eraseTexts(this.before(settings.keepMessageTextsDays));
    await this.deleteAnswers(this.before(settings.keepAnswersDays));
    if (settings.keepAuditValuesDays > 0) await this.eraseLog(this.before(settings.keepAuditValuesDays));
    if (settings.keepArchivedClientsDays > 0) await this.eraseArchived(this.before(settings.keepArchivedClientsDays));
  }

  private before(days: number): Date {
    return new Date(this.clock.now().getTime() - days * DAY_MS);
  }

  /** A broadcast's rows have no text of their own. Ids grow with time: no row behind the last old one is read. */
  private async eraseTexts(before: Date): Promise<void> {
    const { manager, dataSource } = this.unitOfWork;
    const instant = storedInstant(dataSource, before);
    const [end] = await query<{ first: number | null; last: number | null }[]>(
      manager,
      'SELECT MIN(id) AS first, MAX(id) AS last FROM deliveries WHERE createdAt < ?',
      [instant],
    );
    const last = Number(end?.last ?? 0);
    for (let from = Number(end?.first ?? 1); from <= last; from += IDS_AT_ONCE) {
      await this.unitOfWork.run((running) =>
        query(
          running,
          `UPDATE deliveries SET payload = ? WHERE id >= ? AND id < ? AND createdAt < ? AND broadcastId IS NULL
           AND status IN ${OVER} AND payload <> ?`,
          [NO_TEXT, from, from + IDS_AT_ONCE, instant, NO_TEXT],
        ),
      );
      await breathe();
    }
  }

  private async deleteAnswers(before: Date): Promise<void> {
    for (;;) {
      const found = await this.unitOfWork.manager.find(IdempotentAnswer, {
        select: { id: true },
        where: { createdAt: LessThan(before) },
        take: IDS_AT_ONCE,
      });
      if (found.length === 0) return;
      const ids = found.map(({ id }) => id);
      await this.unitOfWork.run((manager) => manager.delete(IdempotentAnswer, { id: whereIn(ids) }));
      await breathe();
    }
  }

  /** Entries stand in the order of time: each is looked at once, and the cursor moves with what was done. */
  private async eraseLog(before: Date): Promise<void> {
    const { manager } = this.unitOfWork;
    let done = Number((await manager.findOneBy(Setting, { key: LOG_CURSOR }))?.value ?? 0);
    for (;;) {
      const entries = await manager.find(AuditEntry, {
        where: { id: MoreThan(done), at: LessThan(before) },
        order: { id: 'ASC' },
        take: ENTRIES_AT_ONCE,
      });
      const last = entries.at(-1)?.id;
      if (last === undefined) return;
      await this.unitOfWork.run(async (running) => {
        for (const entry of entries) {
          const fields = PERSONAL_IN_LOG[entry.entity];
          if (fields) await eraseFromEntry(running, entry, fields);
        }
        await running.save(running.create(Setting, { key: LOG_CURSOR, value: last }));
      });
      done = last;
      await breathe();
    }
  }

  private async eraseArchived(before: Date): Promise<void> {
    const old = await this.unitOfWork.manager.find(Client, {
      select: { id: true },
      where: { archivedAt: LessThanOrEqual(before), firstName: Not(whereIn(ERASED_NAMES)) },
      order: { id: 'ASC' },
      take: CLIENTS_A_NIGHT,
    });
    for (const { id } of old) {
      await this.erasure.erase(id, RETENTION_ACTOR);
      await breathe();
    }
  }
}
