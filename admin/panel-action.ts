import type { Action, ActionContext, ActionRequest, ActionResponse, BaseRecord, RecordJSON } from 'adminjs';
import type { Effect } from '../src/reception/effects.queries.js';
import type { Actor } from '../src/audit/actor.js';
import { attempt, type Problem } from './domain-refusal.js';
import { knownRecord } from './lean-record.js';
import { actorOf, panelUserOf, type PanelUser } from './panel-user.js';
import type { Row } from './resource-definition.js';

export type PanelAction = Partial<Action<ActionResponse>>;

/** What a handler of the panel works with. */
export interface ActionCall {
  /** The record's id; 0 for an action of the whole resource. */
  id: number;
  input: Row;
  /** What stands in the address after the `?`. */
  query: Row;
  actor: Actor;
  user: PanelUser;
  context: ActionContext;
}

interface ActionAnswer {
  record?: unknown;
  result?: unknown;
  problem?: Problem;
}

type Handler = (call: ActionCall) => Promise<unknown>;

function callOf(request: ActionRequest, context: ActionContext): ActionCall {
  const user = panelUserOf(context.currentAdmin);
  const id = Number(context.record?.id() ?? 0);
  const query = (request.query ?? {}) as Row;
  return { id, input: (request.payload ?? {}) as Row, query, actor: actorOf(user), user, context };
}

async function answer(
  handler: Handler | undefined,
  request: ActionRequest,
  context: ActionContext,
  recordOf: (record: BaseRecord) => RecordJSON,
): Promise<ActionAnswer> {
  const call = callOf(request, context);
  const outcome: Omit<ActionAnswer, 'record'> = handler ? await attempt(() => handler(call), call.user.language) : {};
  return { ...(context.record ? { record: recordOf(context.record) } : {}), ...outcome };
}

/**
 * One action: `read` answers a GET and changes nothing, `write` runs on POST only. AdminJS would send any action without
 * a component by GET, and a link on a foreign page could follow it.
 */
function handlerOf(handlers: { read?: Handler; write?: Handler }, isPage: boolean) {
  return async (request: ActionRequest, _response: unknown, context: ActionContext): Promise<ActionResponse> => {
    const isWriting = request.method === 'post';
    return answer(isWriting ? handlers.write : handlers.read, request, context, (record) =>
      isPage || isWriting ? record.toJSON(context.currentAdmin) : knownRecord(record),
    );
  };
}

interface ActionOptions {
  read?: Handler;
  write?: Handler;
  /** The page's component; without one the action is only called by other pages. */
  component?: string;
  icon?: string;
  isVisible?: (record: BaseRecord | undefined) => boolean;
}

function panelAction(actionType: 'record' | 'resource', options: ActionOptions): PanelAction {
  const { component, icon, isVisible, ...handlers } = options;
  return {
    actionType,
    ...(icon ? { icon } : {}),
    component: component ?? false,
    // Pages draw their own heading, with words instead of the record's technical path.
    hideActionHeader: component !== undefined,
    isVisible: isVisible ? ({ record }) => isVisible(record) : component !== undefined,
    handler: handlerOf(handlers, component !== undefined) as PanelAction['handler'],
  };
}

export function recordAction(options: ActionOptions): PanelAction {
  return panelAction('record', options);
}

export function resourceAction(options: ActionOptions): PanelAction {
  return panelAction('resource', options);
}

interface Confirmed {
  isVisible?: ActionOptions['isVisible'];
  /** What it would touch, told before it is done. */
  effects?: (id: number) => Promise<Effect[]>;
  /** The action that takes it back; offered for a while after it was done. */
  undo?: string;
}

/** What the page of a question shows before it is answered. */
export interface Question {
  effects: Effect[];
  undo: string | null;
}

/** A question and a button: archive, restore, cancel. Its words are `panel.confirm.<Resource>.<action>`. */
export function confirmedAction(write: Handler, icon: string, confirmed: Confirmed = {}): PanelAction {
  const { isVisible, effects, undo = null } = confirmed;
  const read = async ({ id }: ActionCall): Promise<Question> => ({ effects: (await effects?.(id)) ?? [], undo });
  return recordAction({ read, write, icon, component: 'ConfirmAction', ...(isVisible ? { isVisible } : {}) });
}

/** A form with `mode`: what it would do is asked for while it is filled in, and done when it is saved. */
export function previewed<T>(
  preview: (call: ActionCall) => Promise<T>,
  save: (call: ActionCall) => Promise<T>,
): (call: ActionCall) => Promise<T> {
  return ({ input: { mode, ...input }, ...call }) => (mode === 'save' ? save : preview)({ ...call, input });
}
