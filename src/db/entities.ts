import { ApiToken } from '../api-tokens/api-token.entity.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { BroadcastPhoto } from '../broadcasts/broadcast-photo.entity.js';
import { Broadcast } from '../broadcasts/broadcast.entity.js';
import { ClientPhoto } from '../clients/client-photo.entity.js';
import { Client } from '../clients/client.entity.js';
import { LinkCode } from '../clients/link-code.entity.js';
import { StatusDay } from '../clients/status-day.entity.js';
import { ClosureClient } from '../closures/closure-client.entity.js';
import { Closure } from '../closures/closure.entity.js';
import { Coach } from '../coaches/coach.entity.js';
import { JobRun } from '../cron/job-run.entity.js';
import { Delivery } from '../deliveries/delivery.entity.js';
import { SendingState } from '../deliveries/sending-state.entity.js';
import { Group } from '../groups/group.entity.js';
import { IdempotentAnswer } from '../http/idempotent-answer.entity.js';
import { ImportBatch } from '../imports/import-batch.entity.js';
import { ImportChange } from '../imports/import-change.entity.js';
import { Invitation } from '../invitations/invitation.entity.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { Instalment } from '../payments/instalment.entity.js';
import { Payment } from '../payments/payment.entity.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { SavedView } from '../saved-views/saved-view.entity.js';
import { Setting } from '../settings/setting.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { StaffTotp, TotpRecoveryCode } from '../staff/totp.entity.js';
import { Lock } from './lock.entity.js';
import { GroupTraining } from '../trainings/group-training.entity.js';
import { Training } from '../trainings/training.entity.js';

/** Every table, parents before children: the order to fill them in; the reverse is the order to empty them. */
export const ENTITIES = [
  ImportBatch,
  Coach,
  Staff,
  StaffTotp,
  TotpRecoveryCode,
  Group,
  Client,
  ClientPhoto,
  LinkCode,
  ImportChange,
  MembershipPlan,
  Closure,
  ClosureClient,
  Payment,
  Instalment,
  LazyDays,
  StatusDay,
  GroupTraining,
  Training,
  Invitation,
  Broadcast,
  BroadcastPhoto,
  SendingState,
  Delivery,
  ApiToken,
  Setting,
  SavedView,
  AuditEntry,
  JobRun,
  IdempotentAnswer,
  Lock,
] as const;
