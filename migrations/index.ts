import type { MigrationInterface } from 'typeorm';
import { CreateStudio1795000000000 } from './1795000000000-create-studio.js';
import { AddMembershipFacts1795300000000 } from './1795300000000-add-membership-facts.js';
import { OrderClientsByName1795400000000 } from './1795400000000-order-clients-by-name.js';
import { AddMessageFlow1795500000000 } from './1795500000000-add-message-flow.js';
import { AddSavedViews1796000000000 } from './1796000000000-add-saved-views.js';
import { IndexFigures1796100000000 } from './1796100000000-index-figures.js';
import { AddCardNumbers1796300000000 } from './1796300000000-add-card-numbers.js';
import { AddOwnerFacts1796400000000 } from './1796400000000-add-owner-facts.js';
import { AddSecondStep1796500000000 } from './1796500000000-add-second-step.js';
import { KeepAuditLog1796501000000 } from './1796501000000-keep-audit-log.js';

/** In order; a merged migration is history and is never edited. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  CreateStudio1795000000000,
  AddMembershipFacts1795300000000,
  OrderClientsByName1795400000000,
  AddMessageFlow1795500000000,
  AddSavedViews1796000000000,
  IndexFigures1796100000000,
  AddCardNumbers1796300000000,
  AddOwnerFacts1796400000000,
  AddSecondStep1796500000000,
  KeepAuditLog1796501000000,
];
