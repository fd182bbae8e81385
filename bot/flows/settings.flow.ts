import { writePress } from '../callback-data.js';
import { html, joinLines, joinParagraphs } from '../html.js';
import { inlineKeyboard, type InlineButton } from '../keyboards.js';
import type { Context, Reply } from './flow.js';
import { destinationButton, menuRow, showMenu } from './menu.flow.js';

/** Language, broadcasts, and what the studio keeps about the person. */
export function showSettings(context: Context): Reply {
  const { texts, user } = context;
  if (user.clientId === null) return showMenu(context, texts.menu.registerFirst);
  const text = joinParagraphs([
    html`<b>${texts.settings.title}</b>`,
    joinLines([
      html`${texts.settings.language}: <b>${texts.languageName}</b>`,
      user.broadcastsStopped ? texts.settings.broadcastsOff : texts.settings.broadcastsOn,
    ]),
  ]);
  const broadcasts: InlineButton = {
    text: user.broadcastsStopped ? texts.settings.resume : texts.settings.stop,
    data: writePress({ kind: 'broadcasts', on: user.broadcastsStopped }),
  };
  const keyboard = inlineKeyboard(
    [destinationButton(texts, 'language')],
    [broadcasts],
    [destinationButton(texts, 'privacy')],
    menuRow(texts),
  );
  return { dialogue: 'ended', screen: { text, keyboard } };
}

/** The switch among the settings. */
export async function switchBroadcasts(context: Context, on: boolean): Promise<Reply> {
  if (context.user.clientId === null) return showMenu(context, context.texts.menu.registerFirst);
  await context.api.updateClient({ broadcastsStopped: !on });
  return showSettings({ ...context, user: { ...context.user, broadcastsStopped: !on } });
}

/** The button under a broadcast and `/stop`: the broadcast stays to be read, and below it stands how to undo this. */
export async function stopBroadcasts(context: Context): Promise<Reply> {
  if (context.user.clientId === null) return showMenu(context, context.texts.menu.registerFirst);
  await context.api.updateClient({ broadcastsStopped: true });
  const { texts } = context;
  const undo: InlineButton = { text: texts.settings.resume, data: writePress({ kind: 'unstop' }) };
  return {
    dialogue: 'kept',
    place: 'below',
    screen: { text: texts.settings.stopped, keyboard: inlineKeyboard([undo]) },
  };
}

export async function resumeBroadcasts(context: Context): Promise<Reply> {
  if (context.user.clientId === null) return showMenu(context, context.texts.menu.registerFirst);
  await context.api.updateClient({ broadcastsStopped: false });
  return { dialogue: 'kept', place: 'pressed', screen: { text: context.texts.settings.resumed } };
}
