import { fileURLToPath } from 'node:url';
import { ComponentLoader } from 'adminjs';

/** Our components by the name that resources and actions use; each is the default export of its file. */
const COMPONENTS: Readonly<Record<string, string>> = {
  Home: 'home',
  Dashboard: 'dashboard',
  ResourceList: 'resource-list',
  ClientCard: 'client-card',
  ClientStatus: 'client-status',
  MessageForm: 'message-form',
  RenewForm: 'renew-form',
  FreezeForm: 'freeze-form',
  ResumeForm: 'resume-form',
  RefundForm: 'refund-form',
  ChangePaymentForm: 'change-payment-form',
  TransferForm: 'transfer-form',
  InstalmentForm: 'instalment-form',
  ConfirmMoves: 'confirm-moves',
  PaymentHistory: 'payment-history',
  ConfirmAction: 'confirm-action',
  ClosureForm: 'closure-form',
  ClosureUndo: 'closure-undo',
  ClosureWhom: 'closure-whom',
  SettingsForm: 'settings-form',
  StaffForm: 'staff-form',
  StaffReset: 'staff-reset',
  System: 'system',
  AuditRecord: 'audit-record',
  AuditChanges: 'audit-changes',
  TokenScopes: 'token-scopes',
  TokenForm: 'token-form',
  LinkTelegram: 'link-telegram',
  ExportData: 'export-data',
  Account: 'account',
  StartSession: 'start-session',
  SessionCard: 'session-card',
  WeekTimetable: 'week-timetable',
  SubstituteCoach: 'session-substitute',
  GroupClients: 'roster-group',
  ImportWizard: 'import-wizard',
  ImportUndo: 'import-undo',
  BroadcastForm: 'broadcast-form',
  BroadcastCard: 'broadcast-card',
  DayValue: 'day-value',
  InstantValue: 'instant-value',
  MoneyValue: 'money-value',
  PhoneValue: 'phone-value',
  DeliveryReasonValue: 'delivery-reason-value',
  PlanTerms: 'plan-terms',
  PlanFreezes: 'plan-freezes',
  CheckedAtFirst: 'checked-at-first',
  WeekdaysValue: 'weekdays-value',
  WeekdaysEdit: 'weekdays-edit',
};

/** Components whose program is loaded when they are first shown: Chart.js is larger than all the rest of ours. */
export const DRAWN_LATER: ReadonlySet<string> = new Set(['Dashboard']);

/** Parts of AdminJS that we draw ourselves. */
const OVERRIDES: Readonly<Record<string, string>> = {
  TopBar: 'top-bar',
  SidebarBranding: 'sidebar-branding',
  DefaultNewAction: 'record-form',
  DefaultEditAction: 'record-form',
  NoRecords: 'no-records',
  SidebarResourceSection: 'sidebar-sections',
  SidebarPages: 'sidebar-pages',
  ResourceRoute: 'resource-route',
  ResourceActionRoute: 'resource-route',
  RecordActionRoute: 'record-route',
  PageRoute: 'page-route',
  PropertyDescription: 'field-hint',
  DefaultListProperty: 'list-value',
  DefaultBooleanListProperty: 'list-value',
  DefaultReferenceListProperty: 'list-value',
  DefaultShowProperty: 'show-value',
  DefaultReferenceShowProperty: 'show-value',
  DefaultTextareaShowProperty: 'show-value',
};

/** Next to this file: `.tsx` sources under a test runner, `.js` in the build. */
function fileOf(name: string): string {
  return fileURLToPath(new URL(`./components/${name}`, import.meta.url));
}

export function panelComponents(): ComponentLoader {
  const loader = new ComponentLoader();
  for (const [name, file] of Object.entries(COMPONENTS)) loader.add(name, fileOf(file));
  for (const [name, file] of Object.entries(OVERRIDES)) loader.override(name, fileOf(file));
  return loader;
}
