import type { EntityManager } from 'typeorm';
import { closuresOfClients } from '../closures/closure.queries.js';
import type { ClientDetail } from '../contract/clients.js';
import type { Freeze, Membership } from '../contract/memberships.js';
import { readFields } from '../db/read-entities.js';
import { DomainError } from '../errors/domain-error.js';
import { daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { replayChain, type ChainPeriod } from '../payments/chain.rules.js';
import { Payment } from '../payments/payment.entity.js';
import { receivedFor } from '../payments/refund.rules.js';
import { readTransfers } from '../payments/transfer.queries.js';
import { Client } from './client.entity.js';
import { LISTED, type ListedClient } from './client-list.queries.js';
import { covers } from './client-status.rules.js';
import { presentClient } from './client-view.js';

/** What a card shows of a membership, and what its period follows from. */
const OF_PAYMENT = [
  'id',
  'planId',
  'durationDays',
  'durationMonths',
  'isTrial',
  'saleDate',
  'askedStartDate',
  'startDate',
  'endDate',
  'refundDate',
  'transferDate',
  'transferredFromId',
  'visitLimit',
  'visitsCarried',
  'visitsUsed',
  'usedUpDate',
  'amount',
  'paidAmount',
  'owedAmount',
  'method',
] as const satisfies (keyof Payment)[];

const OF_FREEZE = ['id', 'startDate', 'endDate', 'reason'] as const satisfies (keyof LazyDays)[];

type CardFreeze = Pick<LazyDays, (typeof OF_FREEZE)[number]>;
type CardPayment = Pick<Payment, (typeof OF_PAYMENT)[number]> & { planName: string | null };
/** What staff see of a client's Telegram. */
const OF_TELEGRAM = [
  'telegramUsername',
  'telegramState',
  'broadcastsStoppedAt',
  'erasureRequestedAt',
] as const satisfies (keyof Client)[];

const OF_CLIENT = [...LISTED, ...OF_TELEGRAM];

export type TelegramOfClient = Pick<Client, (typeof OF_TELEGRAM)[number]>;
type MoreOfClient = { groupName: string | null; visitCount: number | string };
type CardClient = ListedClient & TelegramOfClient & MoreOfClient;

/** All that staff and the person see of one client, and what staff alone do. Throws `not_found`. */
export async function readCard(
  manager: EntityManager,
  id: number,
  today: CalendarDate,
): Promise<{ detail: ClientDetail; telegram: TelegramOfClient }> {
  const [client, payments, freezes, closuresOf] = await Promise.all([
    readClient(manager, id),
    readPayments(manager, id),
    readFields(manager, LazyDays, OF_FREEZE, OF_CLIENT_BY_START, [id]),
    closuresOfClients(manager, [id]),
  ]);
  const closures = closuresOf(id);
  const periods = replayChain({ payments, freezes, closures, visits: null });
  const transfers = await readTransfers(manager, payments);
  const memberships = payments.map((payment) => presentMembership(payment, periods, transfers));
  const current = payments.findIndex((payment) => covers(payment, today));
  const { groupId, groupName } = client;
  const detail = {
    group: groupId === null || groupName === null ? null : { id: groupId, name: groupName },
    membership: memberships[current] ?? null,
    memberships: memberships.reverse(),
    freezes: freezes.map(presentFreeze).reverse(),
    visitCount: Number(client.visitCount),
    // Last: V8 takes microseconds for each property that is added to a copy (node 20).
    ...presentClient(client, { payments, freezes, closures }, today),
  };
  return { detail, telegram: client };
}

const OF_CLIENT_BY_START = 'WHERE clientId = ? ORDER BY startDate, id';

const WITH_CLIENT = {
  groupName: '(SELECT g.name FROM `groups` g WHERE g.id = clients.groupId)',
  visitCount: '(SELECT COUNT(*) FROM trainings t WHERE t.clientId = clients.id)',
};

const WITH_PAYMENT = { planName: '(SELECT s.name FROM membership_plans s WHERE s.id = payments.planId)' };

async function readClient(manager: EntityManager, id: number): Promise<CardClient> {
  const [client] = await readFields<Client, keyof ListedClient | keyof TelegramOfClient, MoreOfClient>(
    manager,
    Client,
    OF_CLIENT,
    'WHERE id = ?',
    [id],
    WITH_CLIENT,
  );
  if (!client) throw new DomainError('not_found');
  return client;
}

function readPayments(manager: EntityManager, clientId: number): Promise<CardPayment[]> {
  return readFields<Payment, (typeof OF_PAYMENT)[number], Pick<CardPayment, 'planName'>>(
    manager,
    Payment,
    OF_PAYMENT,
    OF_CLIENT_BY_START,
    [clientId],
    WITH_PAYMENT,
  );
}

function presentMembership(
  payment: CardPayment,
  periods: readonly ChainPeriod[],
  transfers: Awaited<ReturnType<typeof readTransfers>>,
): Membership {
  return {
    id: payment.id,
    planName: payment.planName,
    durationDays: payment.durationDays,
    durationMonths: payment.durationMonths,
    isTrial: payment.isTrial,
    amount: payment.amount,
    paid: payment.refundDate === null ? receivedFor(payment) : payment.paidAmount,
    owed: payment.owedAmount,
    method: payment.method,
    saleDate: payment.saleDate,
    startDate: payment.startDate,
    endDate: payment.endDate,
    refundDate: payment.refundDate,
    transferDate: payment.transferDate,
    transferredFrom: transfers.from.get(payment.id) ?? null,
    transferredTo: transfers.to.get(payment.id) ?? null,
    visitLimit: payment.visitLimit,
    visitsUsed: payment.visitsUsed,
    explanation: periods.find(({ paymentId }) => paymentId === payment.id)?.explanation ?? [],
  };
}

function presentFreeze({ id, startDate, endDate, reason }: CardFreeze): Freeze {
  return { id, startDate, endDate, days: daysInclusive(startDate, endDate), reason };
}
