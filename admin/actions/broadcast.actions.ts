import type { BaseRecord } from 'adminjs';
import { z } from 'zod';
import type { Broadcast } from '../../src/broadcasts/broadcast.entity.js';
import { OUTCOMES, type RecipientOutcome } from '../../src/broadcasts/broadcast.queries.js';
import { chooseAudience, isEditable, readText } from '../../src/broadcasts/broadcast.rules.js';
import { calendarDateSchema } from '../../src/clients/client.rules.js';
import { audienceSchema } from '../../src/contract/broadcasts.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { validate } from '../../src/errors/validate.js';
import { Group } from '../../src/groups/group.entity.js';
import { dateInZone, instantInZone, timeInZone } from '../../src/lib/calendar-date.js';
import { effectsOfBroadcast } from '../../src/reception/effects.queries.js';
import type { Clock } from '../../src/lib/clock.js';
import { isAllowed, mayTake } from '../access.js';
import { attempt } from '../domain-refusal.js';
import { confirmedAction, recordAction, resourceAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import type { Row } from '../resource-definition.js';

const RECIPIENTS_PER_PAGE = 50;
const plannedSchema = z.object({ date: calendarDateSchema });
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const recipientsSchema = z.object({
  outcome: z.enum(Object.keys(OUTCOMES) as [RecipientOutcome, ...RecipientOutcome[]]).optional(),
  after: z.number().int().min(0).default(0),
});

async function livingGroups({ unitOfWork }: PanelDependencies) {
  const groups = await unitOfWork.manager.find(Group, { order: { name: 'ASC', id: 'ASC' } });
  return groups.filter(({ archivedAt }) => archivedAt === null).map(({ id, name }) => ({ id, name }));
}

/** What a form shows while it is filled in: whom it would reach today, and what is wrong with the text. */
async function preview({ audiences }: PanelDependencies, { input, user }: ActionCall) {
  const { text, audience, hasPhoto } = input;
  const size = await audiences.size(chooseAudience(validate(audienceSchema, audience)));
  const typed = typeof text === 'string' ? text.trim() : '';
  const { problem } = await attempt(
    () => Promise.resolve().then(() => typed && readText(typed, hasPhoto === true)),
    user.language,
  );
  return { size, textError: problem ? (problem.fields.text ?? problem.message) : null };
}

/** A draft: it is looked at, tried out and sent from its own page. */
async function saveNew(dependencies: PanelDependencies, call: ActionCall) {
  const { mode, text, audience, idempotencyKey } = call.input;
  if (mode !== 'save') return preview(dependencies, call);
  return dependencies.broadcasts.create({ text, audience, draft: true, idempotencyKey }, call.actor);
}

async function saveEdited(dependencies: PanelDependencies, call: ActionCall) {
  const { mode, text, audience, version, withoutPhoto } = call.input;
  if (mode !== 'save') return preview(dependencies, call);
  const { id, actor } = call;
  const expected = typeof version === 'number' ? version : undefined;
  await dependencies.unitOfWork.run(async () => {
    await dependencies.broadcasts.update(id, { audience }, actor, expected);
    if (withoutPhoto === true) await dependencies.broadcasts.removePhoto(id, actor);
    await dependencies.broadcasts.update(id, { text }, actor);
  });
  return { id };
}

async function readForm(dependencies: PanelDependencies, { id }: ActionCall) {
  const groups = await livingGroups(dependencies);
  if (id === 0) return { groups, broadcast: null };
  const { text, audience, groupId, activeOnly, hasPhoto, version } = await dependencies.broadcastQueries.get(id);
  return { groups, broadcast: { id, text, audience: { kind: audience, groupId, activeOnly }, hasPhoto, version } };
}

/** Day and time on the studio's clock as an instant; neither = now. What is past is refused: a slip must not send at once. */
function plannedAt({ date, time }: Row, clock: Clock): string | null {
  if (date === undefined && time === undefined) return null;
  if (typeof time !== 'string' || !TIME.test(time)) throw DomainError.field('time', 'not_a_time');
  const day = validate(plannedSchema, { date }).date;
  const at = instantInZone(day, time, clock.timeZone);
  if (at <= clock.now()) throw DomainError.field('time', 'start_in_past');
  return at.toISOString();
}

async function start(dependencies: PanelDependencies, { id, input, actor }: ActionCall) {
  const { broadcasts, clock } = dependencies;
  await broadcasts.start(id, { scheduledAt: plannedAt(input, clock) }, actor);
}

/** How it goes now, and before it has begun whom it would reach. */
async function readProgress(dependencies: PanelDependencies, { id, user }: ActionCall) {
  const { broadcastQueries, audiences, settings, clock, pace } = dependencies;
  const broadcast = await broadcastQueries.get(id);
  const view = await broadcastQueries.getView(id);
  const now = clock.now();
  const group = await dependencies.unitOfWork.manager.findOneBy(Group, { id: broadcast.groupId ?? 0 });
  const may = (action: string) => isAllowed(user.role, 'Broadcast', action);
  return {
    ...view,
    groupName: group?.name ?? null,
    heldUntil: view.status === 'running' ? ((await pace.current()).pauseUntil?.toISOString() ?? null) : null,
    size: isEditable(broadcast) ? await audiences.size(broadcast) : null,
    admins: isEditable(broadcast) ? await settings.get('adminTelegramIds') : [],
    today: dateInZone(now, clock.timeZone),
    now: timeInZone(now, clock.timeZone),
    may: Object.fromEntries(
      ['start', 'edit', 'test', 'pause', 'resume', 'cancel', 'resend'].map((name) => [name, may(name)]),
    ),
  };
}

async function readRecipients({ broadcastQueries }: PanelDependencies, { id, input }: ActionCall) {
  const { outcome, after } = validate(recipientsSchema, input);
  const limit = RECIPIENTS_PER_PAGE;
  const { items, nextId } = await broadcastQueries.recipients(id, { ...(outcome ? { outcome } : {}), after, limit });
  return { nextId, items: items.map((one) => ({ ...one, sentAt: one.sentAt?.toISOString() ?? null })) };
}

function mayBeEdited(record: BaseRecord | undefined): boolean {
  return isEditable({ status: record?.get('status') as Broadcast['status'] });
}

export function broadcastActions(dependencies: PanelDependencies): Record<string, PanelAction> {
  const { broadcastControl, broadcastTrials } = dependencies;
  return {
    new: {
      ...resourceAction({
        component: 'BroadcastForm',
        icon: 'Plus',
        write: (call) => saveNew(dependencies, call),
      }),
      isVisible: ({ currentAdmin }) => mayTake(currentAdmin, 'Broadcast', 'new'),
    },
    form: resourceAction({ read: (call) => readForm(dependencies, call) }),
    draft: recordAction({ read: (call) => readForm(dependencies, call) }),
    edit: recordAction({
      component: 'BroadcastForm',
      icon: 'Edit',
      isVisible: mayBeEdited,
      write: (call) => saveEdited(dependencies, call),
    }),
    show: { component: 'BroadcastCard', hideActionHeader: true },
    progress: recordAction({ read: (call) => readProgress(dependencies, call) }),
    recipients: recordAction({ write: (call) => readRecipients(dependencies, call) }),
    start: recordAction({ write: (call) => start(dependencies, call) }),
    test: recordAction({
      write: ({ id, input, actor }) => broadcastTrials.sendTest(id, String(input.telegramId), actor),
    }),
    pause: recordAction({ write: ({ id, actor }) => broadcastControl.pause(id, actor) }),
    resume: recordAction({ write: ({ id, actor }) => broadcastControl.resume(id, actor) }),
    resend: recordAction({
      write: async ({ id, actor }) => ({ messages: await broadcastControl.resendUnknown(id, 'all', actor) }),
    }),
    cancel: confirmedAction(({ id, actor }) => broadcastControl.cancel(id, actor), 'XCircle', {
      isVisible: (record) => !['done', 'cancelled'].includes(String(record?.get('status'))),
      effects: (id) => effectsOfBroadcast(dependencies.unitOfWork.manager, id),
    }),
  };
}
