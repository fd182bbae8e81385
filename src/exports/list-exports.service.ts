import { refuseCoachRole, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';

export interface ListExport {
  /** Which list, by the name of its entity. */
  resource: string;
  format: 'csv' | 'xlsx';
  rows: number;
  /** What it was filtered by; not the values, which may be somebody's name. */
  filters: readonly string[];
}

/** Who took a list out of the studio is kept in the audit log, before the first row leaves. */
export class ListExportsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  /** Throws `forbidden` for a coach. */
  async record({ resource, ...facts }: ListExport, actor: Actor): Promise<void> {
    refuseCoachRole(actor);
    await this.unitOfWork.run(() => this.audit.record(actor, 'list.export', 'List', resource, null, facts));
  }
}
