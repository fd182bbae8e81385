import type { Language } from '../src/lib/wording.js';
import { writePress, type Action, type Destination, type Press } from './callback-data.js';
import { commandMeaning } from './commands/commands.js';
import { startEdit } from './flows/edit.flow.js';
import type { Context, Reply } from './flows/flow.js';
import { chooseLanguage, showLanguages } from './flows/language.flow.js';
import { showMembership } from './flows/membership.flow.js';
import { menuScreen, showMenu } from './flows/menu.flow.js';
import { showPersonalData } from './flows/personal-data.flow.js';
import { actionOfLabel } from './flows/question.js';
import { startRegistration } from './flows/registration.flow.js';
import type { Html } from './html.js';
import type { Input } from './incoming.js';
import { inlineKeyboard } from './keyboards.js';
import { openDialogue, type DeadDialogue, type OpenDialogue } from './open-dialogue.js';
import type { Dialogue } from './sessions.js';

type Command = Extract<Input, { kind: 'command' }>;

/** A dialogue to go on with, one that has died meanwhile, or none. */
type Found = OpenDialogue | DeadDialogue | null;

/**
 * What an update leads to: who may go where, what interrupts a dialogue, what goes to its flow. Presses have been
 * checked before: one that carries a nonce carries that of `dialogue`.
 */
export async function route(
  context: Context,
  dialogue: Dialogue | null,
  input: Input,
  botUsername: string,
): Promise<Reply> {
  // Archived people are told so whatever they do.
  if (context.user.kind === 'archived') return showMenu(context);
  const found = find(context, dialogue);
  switch (input.kind) {
    case 'command':
      return obey(context, openOf(found), input, botUsername);
    case 'press':
      if (input.press?.kind === 'language') return translate(context, dialogue, input.press.language);
      return input.press ? followPress(context, found, input.press) : showMenu(context);
    case 'text': {
      const action = actionOfLabel(input.text);
      return action ? answerByButton(context, found, action) : answerFreely(context, found, input);
    }
    case 'contact':
    case 'photo':
    case 'image_file':
    case 'other':
      return answerFreely(context, found, input);
  }
}

/** Coaches have nothing to fill in. */
function find(context: Context, dialogue: Dialogue | null): Found {
  return dialogue && context.user.kind !== 'coach' ? openDialogue(context, dialogue) : null;
}

function openOf(found: Found): OpenDialogue | null {
  return found && 'nonce' in found ? found : null;
}

async function answerFreely(
  context: Context,
  found: Found,
  input: Exclude<Input, { kind: 'command' | 'press' }>,
): Promise<Reply> {
  const open = openOf(found);
  return open ? open.answer(input) : explain(context, found);
}

async function answerByButton(context: Context, found: Found, action: Action): Promise<Reply> {
  const open = openOf(found);
  if (!open) return explain(context, found);
  if (action === 'stay') return open.ask();
  return action === 'cancel' ? open.cancel() : open.answer({ kind: 'button', action });
}

/** Why an answer leads nowhere: its dialogue has died, or there was none. */
function explain(context: Context, found: Found): Reply {
  if (found && 'notice' in found) return { dialogue: 'ended', notice: found.notice, screen: menuScreen(context) };
  return showMenu(context, context.texts.notUnderstood);
}

async function obey(
  context: Context,
  open: OpenDialogue | null,
  command: Command,
  botUsername: string,
): Promise<Reply> {
  const { texts } = context;
  const isOurs = command.addressee === null || command.addressee === botUsername.toLowerCase();
  const meaning = isOurs ? commandMeaning(command.name) : null;
  switch (meaning?.kind) {
    case undefined:
      return sayAside(context, open, texts.unknownCommand);
    case 'help':
      return open ? open.ask(texts.help(context.studioName)) : showHelp(context);
    case 'cancel':
      return open ? open.cancel() : showMenu(context, texts.dialogue.nothingToCancel);
    case 'go':
      return goOrAsk(context, open, meaning.destination);
  }
}

async function followPress(
  context: Context,
  found: Found,
  press: Exclude<Press, { kind: 'language' }>,
): Promise<Reply> {
  const open = openOf(found);
  switch (press.kind) {
    case 'go':
      return goOrAsk(context, open, press.destination);
    case 'edit':
      return open ? interrupt(context, open, 'data') : startEdit(context, press.field);
    case 'leave':
      return open ? go(context, press.destination) : explain(context, found);
    case 'answer':
      return answerByButton(context, found, press.action);
  }
}

/** Switches the language; a question that waits is asked again in the new one. */
async function translate(context: Context, dialogue: Dialogue | null, language: Language): Promise<Reply> {
  const translated = await chooseLanguage(context, language);
  return sayAside(translated, openOf(find(translated, dialogue)), translated.texts.language.saved);
}

/** Says something that does not interrupt a dialogue. */
function sayAside(context: Context, open: OpenDialogue | null, notice: Html): Reply {
  return open ? open.ask(notice) : showMenu(context, notice);
}

function showHelp(context: Context): Reply {
  return { dialogue: 'ended', screen: { ...menuScreen(context), text: context.texts.help(context.studioName) } };
}

/** A dialogue is left only on purpose; choosing the language does not leave it. */
async function goOrAsk(context: Context, open: OpenDialogue | null, destination: Destination): Promise<Reply> {
  if (!open || destination === 'language') return go(context, destination);
  return open.destination === destination ? open.ask() : interrupt(context, open, destination);
}

function interrupt({ texts }: Context, { nonce, title }: OpenDialogue, destination: Destination): Reply {
  const keyboard = inlineKeyboard([
    { text: texts.buttons.stay, data: writePress({ kind: 'answer', nonce, action: 'stay' }) },
    { text: texts.buttons.leave, data: writePress({ kind: 'leave', nonce, destination }) },
  ]);
  return { dialogue: 'kept', screen: { text: texts.dialogue.interrupted(title), keyboard } };
}

async function go(context: Context, destination: Destination): Promise<Reply> {
  if (context.user.kind === 'coach' && destination !== 'language') return showMenu(context);
  switch (destination) {
    case 'menu':
      return showMenu(context);
    case 'register':
      return startRegistration(context);
    case 'membership':
      return showMembership(context);
    case 'data':
      return showPersonalData(context);
    case 'language':
      return showLanguages(context);
  }
}
