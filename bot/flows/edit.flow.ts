import { z } from 'zod';
import type { ClientPatch } from '../../src/contract/clients.js';
import { FIELDS, type Action, type Field } from '../callback-data.js';
import { html, joinParagraphs, type Html } from '../html.js';
import { isFailure } from '../telegram-error.js';
import { asRefusal, refusalText, replyToChangedStanding } from './crm-refusal.js';
import { waitFor, type Answer, type Context, type Flow, type Reply } from './flow.js';
import { showMenu } from './menu.flow.js';
import { emptyValue, readAnswer } from './personal-answer.js';
import { fieldValue, findOwnRecord, isFilled, showPersonalData } from './personal-data.flow.js';
import { questionScreen } from './question.js';

const stateSchema = z.object({
  field: z.enum(FIELDS),
  /** The value before, as people read it; null when there is none. */
  current: z.string().nullable(),
  /** A photo that was sent and waits to be confirmed. */
  photoFileId: z.string().nullable(),
});
type State = z.infer<typeof stateSchema>;

/** One field of the personal data: the question, the answer, back to the list. */
export const editFlow: Flow<State> = {
  name: 'edit',
  version: 1,
  stateSchema,
  destination: null,
  isFor: ({ clientId }) => clientId !== null,
  title: ({ texts }, { field }) => texts.personalData.editTitle(texts.fields.labels[field]),
  ask: (context, state, notice) => askField(context, state, notice),
  cancel: (context) => showPersonalData(context, context.texts.personalData.unchanged),
  answer: async (context, state, answer) => {
    if (answer.kind === 'button') return pressed(context, state, answer.action);
    return state.field === 'photo' ? takePhoto(context, state, answer) : takeText(context, state, state.field, answer);
  },
};

/** Asks for a new value of one field. */
export async function startEdit(context: Context, field: Field): Promise<Reply> {
  const client = await findOwnRecord(context);
  if (!client) return showMenu(context, context.texts.menu.registerFirst);
  const current = isFilled(client, field) ? fieldValue(context, client, field) : null;
  return askField(context, { field, current, photoFileId: null });
}

function askField(context: Context, state: State, notice?: Html, problem?: string): Reply {
  const { texts } = context;
  const { field, current, photoFileId } = state;
  const dialogue = waitFor(context, editFlow, state);
  const now = current !== null && field !== 'photo' ? texts.personalData.now(current) : null;
  const screen = questionScreen(texts, {
    title: editFlow.title(context, state),
    text:
      photoFileId === null
        ? joinParagraphs([now, html`${texts.fields.questions[field]}`])
        : texts.personalData.savePhoto,
    ...(problem !== undefined && { problem }),
    nonce: dialogue.nonce,
    actions: [actionsFor(state)],
    offersContact: field === 'phone',
    ...(photoFileId !== null && { photoFileId }),
  });
  return { dialogue, screen, ...(notice && { notice }) };
}

function actionsFor({ field, current, photoFileId }: State): Action[] {
  if (photoFileId !== null) return ['save'];
  const canBeCleared = current !== null && field !== 'firstName' && field !== 'photo';
  return canBeCleared ? ['clear'] : [];
}

async function pressed(context: Context, state: State, action: Action): Promise<Reply> {
  const { field } = state;
  if (field === 'photo') {
    return action === 'save' && state.photoFileId !== null
      ? savePhoto(context, state, state.photoFileId)
      : askField(context, state);
  }
  if (action !== 'clear' || field === 'firstName') return askField(context, state);
  return save(context, state, emptyValue(field), context.texts.personalData.cleared(labelOf(context, state)));
}

async function takeText(
  context: Context,
  state: State,
  field: Exclude<Field, 'photo'>,
  answer: Answer,
): Promise<Reply> {
  const read = readAnswer(context, field, answer);
  if ('problem' in read) return askField(context, state, undefined, read.problem);
  return save(context, state, read.values, context.texts.personalData.saved(labelOf(context, state)));
}

async function takePhoto(context: Context, state: State, answer: Answer): Promise<Reply> {
  if (answer.kind === 'photo') return askField(context, { ...state, photoFileId: answer.fileId });
  const { sendAsPhoto, photoExpected } = context.texts.problems;
  return askField(context, state, undefined, answer.kind === 'image_file' ? sendAsPhoto : photoExpected);
}

async function save(context: Context, state: State, patch: ClientPatch, notice: Html): Promise<Reply> {
  try {
    await context.api.updateClient(patch);
  } catch (error) {
    return replyToRefusal(context, state, error);
  }
  return showPersonalData(context, notice);
}

async function savePhoto(context: Context, state: State, fileId: string): Promise<Reply> {
  const { texts, telegram, api } = context;
  const again: State = { ...state, photoFileId: null };
  try {
    await api.putPhoto(await telegram.download(fileId));
  } catch (error) {
    // Telegram no longer has the file.
    if (isFailure(error, 'refused')) return askField(context, again, undefined, texts.problems.photoExpected);
    return replyToRefusal(context, again, error);
  }
  return showPersonalData(context, texts.personalData.saved(labelOf(context, state)));
}

async function replyToRefusal(context: Context, state: State, error: unknown): Promise<Reply> {
  const refusal = asRefusal(error);
  const changed = await replyToChangedStanding(context, refusal);
  return changed ?? askField(context, state, undefined, refusalText(context, refusal.fields[0] ?? refusal));
}

function labelOf({ texts }: Context, { field }: State): string {
  return texts.fields.labels[field];
}
