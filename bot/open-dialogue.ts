import { broadcastFlow } from './flows/broadcast.flow.js';
import { editFlow } from './flows/edit.flow.js';
import { eraseFlow } from './flows/erase.flow.js';
import { findFlow } from './flows/find.flow.js';
import type { Answer, Context, Flow, Reply } from './flows/flow.js';
import { freezeFlow } from './flows/freeze.flow.js';
import { linkFlow } from './flows/link.flow.js';
import { registrationFlow } from './flows/registration.flow.js';
import { renewFlow } from './flows/renew.flow.js';
import { sessionFlow } from './flows/session.flow.js';
import { thawFlow } from './flows/thaw.flow.js';
import type { Html } from './html.js';
import type { Dialogue, FlowName } from './sessions.js';

/** A dialogue with its flow, whatever the type of its state. */
export interface OpenDialogue {
  readonly nonce: string;
  readonly destination: Flow<unknown>['destination'];
  readonly title: string;
  ask(notice?: Html): Reply | Promise<Reply>;
  answer(answer: Answer): Promise<Reply>;
  cancel(): Promise<Reply>;
}

/** A dialogue that can't go on, and why. */
export interface DeadDialogue {
  readonly notice: Html;
}

type Opener = (context: Context, dialogue: Dialogue) => OpenDialogue | DeadDialogue | null;

const OPENERS: Record<FlowName, Opener> = {
  registration: opener(registrationFlow),
  edit: opener(editFlow),
  link: opener(linkFlow),
  freeze: opener(freezeFlow),
  thaw: opener(thawFlow),
  erase: opener(eraseFlow),
  session: opener(sessionFlow),
  broadcast: opener(broadcastFlow),
  find: opener(findFlow),
  renew: opener(renewFlow),
};

/**
 * Opens what the store kept. A dialogue of a former version of its flow, or one over a day old, is dead; one that the
 * person may no longer have counts as none.
 */
export function openDialogue(context: Context, dialogue: Dialogue): OpenDialogue | DeadDialogue | null {
  return OPENERS[dialogue.flow](context, dialogue);
}

function opener<State>(flow: Flow<State>): Opener {
  return (context, dialogue) => {
    const { texts, sessions } = context;
    if (!flow.isFor(context.user)) return null;
    const state = flow.stateSchema.safeParse(dialogue.state);
    if (dialogue.version !== flow.version || !state.success) {
      return { notice: texts.dialogue.outdated };
    }
    if (sessions.isExpired(dialogue)) return { notice: texts.dialogue.expired(flow.title(context, state.data)) };
    return {
      nonce: dialogue.nonce,
      destination: flow.destination,
      title: flow.title(context, state.data),
      ask: (notice) => flow.ask(context, state.data, notice),
      answer: (answer) => flow.answer(context, state.data, answer),
      cancel: () => flow.cancel(context),
    };
  };
}
