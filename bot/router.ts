import type { Language } from '../src/lib/wording.js';
import { followAside } from './aside-presses.js';
import { writePress, type Action, type Destination, type Press } from './callback-data.js';
import { commandMeaning, listedCommands, staffCommands } from './commands/commands.js';
import { showCard } from './flows/card.flow.js';
import { explainRefusal } from './flows/crm-refusal.js';
import { startEdit } from './flows/edit.flow.js';
import type { Context, Reply } from './flows/flow.js';
import { chooseLanguage } from './flows/language.flow.js';
import { isLinkCode, startLink } from './flows/link.flow.js';
import { menuScreen, showMenu } from './flows/menu.flow.js';
import { actionOfLabel } from './flows/question.js';
import { startRenew } from './flows/renew.flow.js';
import { stopBroadcasts, switchBroadcasts } from './flows/settings.flow.js';
import { startThaw } from './flows/thaw.flow.js';
import { html, joinLines, joinParagraphs, type Html } from './html.js';
import type { Input } from './incoming.js';
import { inlineKeyboard } from './keyboards.js';
import { openDialogue, type DeadDialogue, type OpenDialogue } from './open-dialogue.js';
import { DESTINATION_OF_LIST, go, turnPage } from './places.js';
import type { Dialogue } from './sessions.js';

type Command = Extract<Input, { kind: 'command' }>;

/** A dialogue to go on with, one that has died meanwhile, or none. */
type Found = OpenDialogue | DeadDialogue | null;

/** What an update leads to. A refusal that no flow has words for leads back to the menu, with the reason. */
export async function route(
  context: Context,
  dialogue: Dialogue | null,
  input: Input,
  botUsername: string,
): Promise<Reply> {
  try {
    return await lead(context, dialogue, input, botUsername);
  } catch (error) {
    return explainRefusal(context, error);
  }
}

/**
 * Who may go where, what interrupts a dialogue, what goes to its flow. Presses have been
 * checked before: one that carries a nonce carries that of `dialogue`.
 */
async function lead(context: Context, dialogue: Dialogue | null, input: Input, botUsername: string): Promise<Reply> {
  // Archived people are told so whatever they do.
  if (context.user.kind === 'archived') return showMenu(context);
  const found = find(context, dialogue);
  switch (input.kind) {
    case 'command':
      return obey(context, openOf(found), input, botUsername);
    case 'press':
      if (input.press?.kind === 'language') return translate(context, dialogue, input.press.language);
      // The dispatcher has sorted out presses that mean nothing.
      return !input.press || input.press.kind === 'blank'
        ? showMenu(context)
        : followPress(context, found, input.press);
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

function find(context: Context, dialogue: Dialogue | null): Found {
  return dialogue && openDialogue(context, dialogue);
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
      return open ? open.ask(helpText(context)) : showHelp(context);
    case 'cancel':
      return open ? open.cancel() : showMenu(context, texts.dialogue.nothingToCancel);
    case 'stop':
      return stopByCommand(context, open);
    case 'go':
      if (meaning.destination === 'menu' && isLinkCode(command.argument)) return startLink(context, command.argument);
      return goOrAsk(context, open, meaning.destination);
  }
}

/** A question that waits is asked again below the answer. */
async function stopByCommand(context: Context, open: OpenDialogue | null): Promise<Reply> {
  const reply = await stopBroadcasts(context);
  return open && reply.screen ? open.ask(reply.screen.text) : reply;
}

async function followPress(
  context: Context,
  found: Found,
  press: Exclude<Press, { kind: 'language' | 'blank' }>,
): Promise<Reply> {
  const open = openOf(found);
  switch (press.kind) {
    case 'go':
      return goOrAsk(context, open, press.destination);
    case 'edit':
      return open ? interrupt(context, open, 'data') : startEdit(context, press.field);
    case 'thaw':
      return open ? interrupt(context, open, 'freeze') : startThaw(context, press.id);
    case 'renew':
      return open ? interrupt(context, open, 'find') : startRenew(context, press.id);
    case 'card':
      return open ? interrupt(context, open, 'find') : showCard(context, press.id);
    case 'page':
      return open
        ? interrupt(context, open, DESTINATION_OF_LIST[press.list])
        : turnPage(context, press.list, press.page);
    case 'broadcasts':
      return open ? interrupt(context, open, 'settings') : switchBroadcasts(context, press.on);
    case 'leave':
      return open ? go(context, press.destination) : explain(context, found);
    case 'answer':
      return answerByButton(context, found, press.action);
    case 'pick':
      return open ? open.answer({ kind: 'pick', choice: press.choice }) : explain(context, found);
    default:
      return followAside(context, press);
  }
}

/** Switches the language; a question that waits is asked again in the new one. */
async function translate(context: Context, dialogue: Dialogue | null, language: Language): Promise<Reply> {
  const translated = await chooseLanguage(context, language);
  return sayAside(translated, openOf(find(translated, dialogue)), translated.texts.language.saved);
}

/** Says something that does not interrupt a dialogue. */
async function sayAside(context: Context, open: OpenDialogue | null, notice: Html): Promise<Reply> {
  return open ? open.ask(notice) : showMenu(context, notice);
}

function showHelp(context: Context): Reply {
  return { dialogue: 'ended', screen: { ...menuScreen(context), text: helpText(context) } };
}

/** The commands that are of use to this person. */
function helpText({ texts, user, studioName }: Context): Html {
  const own = staffCommands(texts, user);
  const commands = own.length > 0 ? own : listedCommands(texts);
  return joinParagraphs([
    own.length > 0 ? texts.staffHelp(studioName) : texts.help(studioName),
    joinLines([
      ...commands.map(({ command, description }) => html`/${command} — ${description}`),
      user.kind === 'client' ? texts.stopHelp : null,
    ]),
  ]);
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
