import type { Language } from '../lib/wording.js';

/** Why a record that an import made has to stay. */
const REASONS = {
  visits: ['есть посещения', 'has visits'],
  sales: ['есть абонементы не из этого файла', 'has memberships that are not of this file'],
  freezes: ['есть заморозки не из этого файла', 'has freezes that are not of this file'],
  instalments: ['приняты доплаты', 'instalments were received'],
  refunded: ['оформлен возврат', 'was refunded'],
  transferred: ['остаток абонемента передан', 'the rest was handed on'],
  invitations: ['есть приглашения на занятия', 'was invited to sessions'],
  messages: ['есть сообщения от студии', 'was written to by the studio'],
  photo: ['есть фото', 'has a photo'],
  members: ['есть клиенты не из этого файла', 'has clients who are not of this file'],
  groups: ['ведёт группы не из этого файла', 'leads groups that are not of this file'],
  sessions: ['есть занятия', 'has sessions'],
  closures: ['есть закрытия', 'has closures'],
  login: ['есть вход в панель', 'has a login'],
  changed: ['изменено после загрузки', 'changed since the import'],
  referred: ['упоминается в других записях', 'is referred to by other records'],
} as const satisfies Record<string, readonly [ru: string, en: string]>;

export type UndoReason = keyof typeof REASONS;

/** By the table and column that refer to the record. */
const BY_REFERENCE: Readonly<Record<string, UndoReason>> = {
  'trainings.clientId': 'visits',
  'trainings.paymentId': 'visits',
  'payments.clientId': 'sales',
  'payments.planId': 'sales',
  'payments.transferredFromId': 'transferred',
  'lazy_days.clientId': 'freezes',
  'lazy_days.paymentId': 'freezes',
  'instalments.paymentId': 'instalments',
  'invitations.clientId': 'invitations',
  'deliveries.clientId': 'messages',
  'broadcasts.groupId': 'messages',
  'client_photos.clientId': 'photo',
  'clients.groupId': 'members',
  'groups.coachId': 'groups',
  'group_trainings.groupId': 'sessions',
  'group_trainings.coachId': 'sessions',
  'closures.groupId': 'closures',
  'closures.planId': 'closures',
  'staff.coachId': 'login',
};

/** By what the audit log says was done with the record. */
const BY_ACTION: Readonly<Record<string, UndoReason>> = {
  'payment.refund': 'refunded',
  'payment.transfer': 'transferred',
  'payment.instalment': 'instalments',
};

export function reasonOfReference(reference: string): UndoReason {
  return BY_REFERENCE[reference] ?? 'referred';
}

export function reasonOfAction(action: string): UndoReason {
  return BY_ACTION[action] ?? 'changed';
}

export function explainReason(reason: UndoReason, language: Language): string {
  return REASONS[reason][language === 'ru' ? 0 : 1];
}
