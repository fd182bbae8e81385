import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { StatusLedger } from '../clients/status-ledger.js';
import { GroupClosures } from '../closures/group-closures.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import type { Clock } from '../lib/clock.js';
import { ChainStore } from '../payments/chain-store.js';
import { SettingsService } from '../settings/settings.service.js';
import { ImportUndoService } from './import-undo.service.js';
import { ImportsService } from './imports.service.js';

/** The composition root of the commands: what they need of the studio, without web and bot. */
export function createImportContainer(dataSource: DataSource, clock: Clock) {
  const unitOfWork = new UnitOfWork(dataSource);
  const audit = new AuditService(unitOfWork, clock);
  const ledger = new StatusLedger(unitOfWork);
  const chains = new ChainStore(unitOfWork, clock, ledger);
  const settings = new SettingsService(unitOfWork, clock, audit, ledger);
  const groupClosures = new GroupClosures(unitOfWork, clock, audit, chains);
  return {
    imports: new ImportsService(unitOfWork, clock, settings, chains, ledger, groupClosures),
    undo: new ImportUndoService(unitOfWork, clock, chains, ledger, groupClosures),
  };
}
