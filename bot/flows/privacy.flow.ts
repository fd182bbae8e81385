import { FIELDS } from '../callback-data.js';
import { html, joinLines, joinParagraphs } from '../html.js';
import { inlineKeyboard } from '../keyboards.js';
import type { Context, Reply } from './flow.js';
import { destinationButton, menuRow, showMenu } from './menu.flow.js';
import { fieldValue, findOwnRecord } from './personal-data.flow.js';
import { dayOf } from './when.js';

/** What the studio keeps about the person, in words and with the values that are theirs to see. */
export async function showPrivacy(context: Context): Promise<Reply> {
  const { texts, api, person } = context;
  const client = await findOwnRecord(context);
  if (!client) return showMenu(context, texts.menu.registerFirst);
  const { requestedAt } = await api.findErasureRequest();
  const fields = FIELDS.map((field) => html`• ${texts.fields.labels[field]}: ${fieldValue(context, client, field)}`);
  const username = person.username === null ? '' : `, @${person.username}`;
  const text = joinParagraphs([
    html`<b>${texts.privacy.title}</b>`,
    joinLines([
      ...fields,
      html`• Telegram: ${person.id}${username}`,
      html`• ${texts.settings.language}: ${texts.languageName}`,
    ]),
    joinLines([
      texts.privacy.memberships(client.memberships.length, client.freezes.length),
      texts.privacy.visits(client.visitCount),
      texts.privacy.rest,
    ]),
    requestedAt === null ? null : texts.privacy.requested(dayOf(context, requestedAt.slice(0, 10))),
  ]);
  const erase = { ...destinationButton(texts, 'erase'), ...(requestedAt !== null && { text: texts.privacy.withdraw }) };
  const keyboard = inlineKeyboard([destinationButton(texts, 'data')], [erase], menuRow(texts));
  return { dialogue: 'ended', screen: { text, keyboard } };
}
