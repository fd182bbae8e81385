import { IsNull } from 'typeorm';
import type { Membership } from '../../src/contract/memberships.js';
import { readFields } from '../../src/db/read-entities.js';
import { sumOf, ZERO_MONEY, type Money } from '../../src/lib/money.js';
import { freezePolicyOf } from '../../src/plans/freeze-policy.js';
import { effectsOfClient } from '../../src/reception/effects.queries.js';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import { Training } from '../../src/trainings/training.entity.js';
import { isAllowed, seesMoney } from '../access.js';
import { confirmedAction, recordAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { deskActions } from './desk.actions.js';
import { presentTelegram, readLastMessages, telegramActions } from './telegram.actions.js';

const OF_VISIT = ['id', 'date', 'source'] as const satisfies (keyof Training)[];
const LAST_OF_CLIENT = 'WHERE clientId = ? ORDER BY date DESC, id DESC LIMIT 10';
const NEW_CLIENT_FIELDS = [
  ...['lastName', 'firstName', 'phone', 'cardNumber', 'birthDate'],
  ...['email', 'region', 'telegramId', 'note'],
];

function isLiving(record: { get(path: string): unknown } | undefined): boolean {
  return !record?.get('archivedAt');
}

/** Today's session of the client's group: what a person who stands at the desk has come to. */
async function findTodaysSession({ unitOfWork, clock }: PanelDependencies, groupId: number | null) {
  if (groupId === null) return null;
  return unitOfWork.manager.findOne(GroupTraining, {
    where: { groupId, date: clock.today(), cancelledAt: IsNull() },
    order: { startsAt: 'ASC' },
  });
}

async function markVisit(dependencies: PanelDependencies, { id, actor }: ActionCall) {
  const { groupId } = await dependencies.clientQueries.get(id);
  const session = await findTodaysSession(dependencies, groupId);
  const visit = await dependencies.trainings.recordVisit({ clientId: id, groupTrainingId: session?.id ?? null }, actor);
  return { date: visit.date };
}

/** What a coach sees of it. */
function withoutMoney(membership: Membership) {
  const { amount: _, paid: _p, owed: _o, method: _m, transferredFrom: _f, transferredTo: _t, ...rest } = membership;
  return rest;
}

/** Everything the client's card shows, with what the person who asks may do next. */
async function readCard(dependencies: PanelDependencies, { id, user }: ActionCall) {
  const { clientQueries, unitOfWork, clock } = dependencies;
  const { manager } = unitOfWork;
  const money = seesMoney(user.role);
  const [{ detail: card, telegram }, visits, messages] = await Promise.all([
    clientQueries.getCard(id),
    readFields(manager, Training, OF_VISIT, LAST_OF_CLIENT, [id]),
    money ? readLastMessages(manager, id) : [],
  ]);
  const { memberships, membership, ...detail } = card;
  // A coach marks visits of sessions only.
  const mayMark = user.role !== 'coach' || (await findTodaysSession(dependencies, detail.groupId)) !== null;
  const shown = money ? memberships : memberships.map(withoutMoney);
  const owed = sumOf(memberships.map((one) => one.owed as Money));
  const actions = ['edit', 'renew', 'freeze', 'archive', 'restore'];
  return {
    ...detail,
    currentMembershipId: membership?.id ?? null,
    memberships: shown,
    owed: money && owed !== ZERO_MONEY ? owed : null,
    visits,
    today: clock.today(),
    // It is the reception's business, and no coach's.
    telegram: money ? presentTelegram(telegram, messages, user.role) : null,
    may: Object.fromEntries<boolean>([
      ...actions.map((action): [string, boolean] => [action, isAllowed(user.role, 'Client', action)]),
      ['visit', mayMark && isAllowed(user.role, 'Client', 'visit')],
      ['resume', isAllowed(user.role, 'LazyDays', 'resume')],
      ['cancelFreeze', isAllowed(user.role, 'LazyDays', 'cancel')],
      ['seeMemberships', isAllowed(user.role, 'Payment', 'show')],
      ['pay', isAllowed(user.role, 'Payment', 'pay')],
      ['message', isAllowed(user.role, 'Client', 'message')],
      ['seeHistory', isAllowed(user.role, 'Client', 'history')],
    ]),
  };
}

async function readRenewalForm({ plans, settings, clientQueries, clock }: PanelDependencies, { id }: ActionCall) {
  const active = await plans.listActive();
  const { endDate, membership } = await clientQueries.getDetail(id);
  return {
    plans: active.map((plan) => ({
      id: plan.id,
      name: plan.name,
      durationDays: plan.durationDays,
      durationMonths: plan.durationMonths,
      price: plan.price,
      visitLimit: plan.visitLimit,
      isTrial: plan.isTrial,
      freezePolicy: freezePolicyOf(plan),
    })),
    defaultDurationDays: await settings.get('defaultDurationDays'),
    lastPaidDay: endDate,
    lastPlanName: membership?.planName ?? null,
    today: clock.today(),
  };
}

async function renew({ payments }: PanelDependencies, { id, input, actor }: ActionCall) {
  const { mode, idempotencyKey, method, note, ...terms } = input;
  if (mode !== 'save') return payments.previewRenewal({ ...terms, clientId: id }, actor);
  const { startDate, endDate } = await payments.renew({ ...terms, method, note, idempotencyKey, clientId: id }, actor);
  return { startDate, endDate };
}

async function freeze({ lazyDays }: PanelDependencies, { id, input, actor }: ActionCall) {
  const { mode, ...terms } = input;
  const request = { ...terms, clientId: id };
  return mode === 'save' ? lazyDays.freeze(request, actor) : lazyDays.previewFreeze(request, actor);
}

export function clientActions(dependencies: PanelDependencies): Record<string, PanelAction> {
  const { clients, clock, lazyDays, unitOfWork } = dependencies;
  return {
    show: { component: 'ClientCard', hideActionHeader: true },
    // A new client has come to buy something; a group takes only clients with a membership.
    new: { after: redirectTo('renew'), layout: NEW_CLIENT_FIELDS },
    edit: { after: redirectTo('show') },
    card: recordAction({ read: (call) => readCard(dependencies, call) }),
    renew: recordAction({
      icon: 'RefreshCw',
      component: 'RenewForm',
      isVisible: isLiving,
      read: (call) => readRenewalForm(dependencies, call),
      write: (call) => renew(dependencies, call),
    }),
    freeze: recordAction({
      icon: 'PauseCircle',
      component: 'FreezeForm',
      isVisible: isLiving,
      read: async ({ id }) => ({ today: clock.today(), allowances: await lazyDays.allowances(id) }),
      write: (call) => freeze(dependencies, call),
    }),
    visit: recordAction({ write: (call) => markVisit(dependencies, call) }),
    ...deskActions(dependencies),
    ...telegramActions(dependencies),
    removePhoto: confirmedAction(({ id, actor }) => clients.removePhoto(id, actor), 'UserX', {
      isVisible: () => false,
      effects: () => Promise.resolve([{ what: 'forEver' }]),
    }),
    archive: confirmedAction(({ id, actor }) => clients.archive(id, actor), 'Archive', {
      isVisible: isLiving,
      effects: (id) => effectsOfClient(unitOfWork.manager, id, clock.today()),
      undo: 'restore',
    }),
    restore: confirmedAction(({ id, actor }) => clients.restore(id, actor), 'RotateCcw', {
      isVisible: (record) => !isLiving(record),
      undo: 'archive',
    }),
  };
}

/** After a saved form to the record's own page instead of the list. */
export function redirectTo(actionName: string): NonNullable<PanelAction['after']> {
  return (response, _request, { h, resource }) => {
    const { id: recordId } = (response as { record?: { params?: { id?: number } } }).record?.params ?? {};
    if (!response.redirectUrl || recordId === undefined) return response;
    return {
      ...response,
      redirectUrl: h.recordActionUrl({ resourceId: resource.decorate().id(), recordId: `${recordId}`, actionName }),
    };
  };
}
