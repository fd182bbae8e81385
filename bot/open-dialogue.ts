import { editFlow } from './flows/edit.flow.js';
import type { Answer, Context, Flow, Reply } from './flows/flow.js';
import { registrationFlow } from './flows/registration.flow.js';
import type { Html } from './html.js';
import type { Dialogue, FlowName } from './sessions.js';

/** A dialogue with its flow, whatever the type of its state. */
export interface OpenDialogue {
  readonly nonce: string;
  readonly destination: Flow<unknown>['destination'];
  readonly title: string;
  ask(notice?: Html): Reply;
  answer(answer: Answer): Promise<Reply>;
  cancel(): Promise<Reply>;
}

/** A dialogue that can't go on, and why. */
export interface DeadDialogue {
  readonly notice: Html;
}

type Opener = (context: Context, dialogue: Dialogue) => OpenDialogue | DeadDialogue;

const OPENERS: Record<FlowName, Opener> = {
  registration: opener(registrationFlow),
  edit: opener(editFlow),
};

/** Opens what the store kept. A dialogue of a former version of its flow, or one over a day old, is dead. */
export function openDialogue(context: Context, dialogue: Dialogue): OpenDialogue | DeadDialogue {
  return OPENERS[dialogue.flow](context, dialogue);
}

function opener<State>(flow: Flow<State>): Opener {
  return (context, dialogue) => {
    const { texts, sessions } = context;
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
