import { In, IsNull, LessThanOrEqual, MoreThan, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { ApiToken } from '../api-tokens/api-token.entity.js';
import { Client } from '../clients/client.entity.js';
import { Delivery } from '../deliveries/delivery.entity.js';
import { Group } from '../groups/group.entity.js';
import { Invitation } from '../invitations/invitation.entity.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { ZERO_MONEY } from '../lib/money.js';
import { fullName } from '../lib/person-name.js';
import { Payment } from '../payments/payment.entity.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { GroupTraining } from '../trainings/group-training.entity.js';
import { Training } from '../trainings/training.entity.js';

/** One thing that a deed would touch; of `count` things when there are several. */
export interface Effect {
  what: string;
  count?: number;
  /** A day to be shown, e.g. until when a membership runs. */
  day?: CalendarDate;
  /** An instant to be shown. */
  at?: string;
  names?: string[];
}

const WAITING = ['pending', 'claimed'] as const;

function counted(what: string, count: number): Effect[] {
  return count > 0 ? [{ what, count }] : [];
}

/** What archiving a client ends or leaves behind. */
export async function effectsOfClient(manager: EntityManager, id: number, today: CalendarDate): Promise<Effect[]> {
  const client = await manager.findOne(Client, { where: { id }, relations: { group: true } });
  const last = await manager.findOne(Payment, {
    where: { clientId: id, endDate: MoreThanOrEqual(today) },
    order: { endDate: 'DESC' },
  });
  const freezes = await manager.countBy(LazyDays, { clientId: id, endDate: MoreThanOrEqual(today) });
  const messages = await manager.countBy(Delivery, { clientId: id, status: In(WAITING) });
  const debts = await manager.countBy(Payment, { clientId: id, owedAmount: MoreThan(ZERO_MONEY) });
  return [
    ...(last && last.endDate >= last.startDate ? [{ what: 'membershipUntil', day: last.endDate }] : []),
    ...counted('freezes', freezes),
    ...(client?.group ? [{ what: 'leavesGroup', names: [client.group.name] }] : []),
    ...counted('messages', messages),
    ...counted('debts', debts),
    ...(client?.cardNumber ? [{ what: 'cardFreed', names: [client.cardNumber] }] : []),
  ];
}

/** What erasing a client takes away for good, and what stays. */
export async function effectsOfErasure(manager: EntityManager, id: number, today: CalendarDate): Promise<Effect[]> {
  const { hasPhoto } = await manager.findOneByOrFail(Client, { id });
  const stays = {
    payments: await manager.countBy(Payment, { clientId: id }),
    visits: await manager.countBy(Training, { clientId: id }),
  };
  return [
    { what: 'forEver' },
    ...(await effectsOfClient(manager, id, today)),
    ...(hasPhoto ? [{ what: 'photo' }] : []),
    ...counted('messageTexts', await manager.countBy(Delivery, { clientId: id })),
    ...counted('paymentsStay', stays.payments),
    ...counted('visitsStay', stays.visits),
  ];
}

/** What archiving a group leaves without it. */
export async function effectsOfGroup(manager: EntityManager, id: number, today: CalendarDate): Promise<Effect[]> {
  const clients = await manager.countBy(Client, { groupId: id, archivedAt: IsNull() });
  const ahead = { groupId: id, date: MoreThanOrEqual(today), cancelledAt: IsNull(), closedAt: IsNull() };
  return [
    ...counted('clientsFreed', clients),
    ...counted('sessionsAhead', await manager.countBy(GroupTraining, ahead)),
  ];
}

/** What a coach leads: groups keep them from being archived. */
export async function effectsOfCoach(manager: EntityManager, id: number, today: CalendarDate): Promise<Effect[]> {
  const groups = await manager.find(Group, { where: { coachId: id, archivedAt: IsNull() }, order: { name: 'ASC' } });
  const ahead = { coachId: id, date: MoreThanOrEqual(today), cancelledAt: IsNull(), closedAt: IsNull() };
  const logins = await manager.findBy(Staff, { coachId: id, disabledAt: IsNull() });
  return [
    ...(groups.length > 0 ? [{ what: 'groupsLed', count: groups.length, names: groups.map(({ name }) => name) }] : []),
    ...counted('sessionsAhead', await manager.countBy(GroupTraining, ahead)),
    ...(logins.length > 0 ? [{ what: 'loginStays', names: logins.map(({ name }) => name) }] : []),
  ];
}

/** Who trains on a plan that is taken from sale. */
export async function effectsOfPlan(manager: EntityManager, id: number, today: CalendarDate): Promise<Effect[]> {
  const { name } = await manager.findOneByOrFail(MembershipPlan, { id });
  const running = { planId: id, startDate: LessThanOrEqual(today), endDate: MoreThanOrEqual(today) };
  const ahead = { planId: id, startDate: MoreThan(today) };
  return [
    { what: 'notSold', names: [name] },
    ...counted('membershipsRunning', await manager.countBy(Payment, running)),
    ...counted('membershipsAhead', await manager.countBy(Payment, ahead)),
  ];
}

export async function effectsOfStaff(manager: EntityManager, id: number): Promise<Effect[]> {
  const person = await manager.findOneByOrFail(Staff, { id });
  const groups =
    person.coachId === null ? 0 : await manager.countBy(Group, { coachId: person.coachId, archivedAt: IsNull() });
  const seen = person.lastLoginAt ? [{ what: 'lastLogin', at: person.lastLoginAt.toISOString() }] : [];
  return [...seen, ...counted('groupsOfLogin', groups)];
}

/** Who was asked to a session and who has come already. */
export async function effectsOfSession(manager: EntityManager, id: number): Promise<Effect[]> {
  const invited = await manager.countBy(Invitation, { groupTrainingId: id, status: In(['sent', 'accepted']) });
  return [
    { what: 'forEver' },
    ...counted('invitationsEnd', invited),
    ...counted('visitsReturned', await manager.countBy(Training, { groupTrainingId: id })),
  ];
}

export async function effectsOfBroadcast(manager: EntityManager, id: number): Promise<Effect[]> {
  return [
    { what: 'forEver' },
    ...counted('messagesSent', await manager.countBy(Delivery, { broadcastId: id, status: 'sent' })),
    ...counted('messagesNotSent', await manager.countBy(Delivery, { broadcastId: id, status: In(WAITING) })),
  ];
}

export async function effectsOfToken(manager: EntityManager, id: number): Promise<Effect[]> {
  const { lastUsedAt } = await manager.findOneByOrFail(ApiToken, { id });
  return [
    { what: 'forEver' },
    lastUsedAt ? { what: 'tokenUsed', at: lastUsedAt.toISOString() } : { what: 'tokenNeverUsed' },
  ];
}

function isText(name: string | undefined): name is string {
  return name !== undefined;
}

/** Whose visit it is, of which day and session, and what of the membership is used without it. */
export async function effectsOfVisit(manager: EntityManager, id: number): Promise<Effect[]> {
  const relations = { client: true, payment: true, groupTraining: { group: true } };
  const { client, date, payment, groupTraining } = await manager.findOneOrFail(Training, { where: { id }, relations });
  const limit = payment?.visitLimit ?? null;
  return [
    { what: 'visitOf', day: date, names: [client && fullName(client), groupTraining?.group?.name].filter(isText) },
    ...(payment && limit !== null
      ? [{ what: 'visitsUsedThen', count: payment.visitsUsed - 1, names: [String(limit)] }]
      : []),
  ];
}
