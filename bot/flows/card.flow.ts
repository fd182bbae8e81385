import type { ClientDetail } from '../../src/contract/clients.js';
import { formatPhone } from '../../src/lib/phone.js';
import { writePress } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard, type InlineKeyboard } from '../keyboards.js';
import { clip } from '../paging.js';
import { asRefusal, refusalText } from './crm-refusal.js';
import type { Context, Reply, Screen } from './flow.js';
import { describeMembership } from './membership.flow.js';
import { destinationButton, menuRow, showMenu } from './menu.flow.js';

const NAME_LENGTH = 60;

/** A client as an admin sees them; `notice` tells what has just been done. */
export async function showCard(context: Context, clientId: number, notice: Html | null = null): Promise<Reply> {
  if (!context.user.isAdmin) return showMenu(context, context.texts.menu.notForYou);
  const client = await context.api.getClient(clientId);
  return { dialogue: 'ended', screen: cardScreen(context, client, notice) };
}

/** A visit today, from the card. */
export async function markVisit(context: Context, clientId: number): Promise<Reply> {
  const { texts, api, effectKey } = context;
  if (!context.user.isAdmin) return showMenu(context, texts.menu.notForYou);
  try {
    await api.recordVisit(clientId, effectKey);
  } catch (error) {
    const refusal = asRefusal(error);
    return inPlace(context, clientId, html`⚠️ ${refusalText(context, refusal.fields[0] ?? refusal)}`);
  }
  return inPlace(context, clientId, texts.card.visitMarked);
}

async function inPlace(context: Context, clientId: number, notice: Html): Promise<Reply> {
  const client = await context.api.getClient(clientId);
  return { dialogue: 'kept', place: 'pressed', screen: cardScreen(context, client, notice) };
}

function cardScreen(context: Context, client: ClientDetail, notice: Html | null): Screen {
  const { texts } = context;
  const name = clip(`${client.firstName} ${client.lastName}`.trim(), NAME_LENGTH);
  const contact = joinLines([
    client.phone === null ? null : html`${texts.fields.labels.phone}: ${formatPhone(client.phone)}`,
    client.group === null ? null : html`${texts.timetable.group}: ${clip(client.group.name, NAME_LENGTH)}`,
    client.telegramId === null ? texts.card.noTelegram : null,
  ]);
  return {
    text: joinParagraphs([
      notice,
      describeMembership(context, client, `👤 ${name}`, 'staff'),
      contact.source === '' ? null : contact,
    ]),
    keyboard: cardKeyboard(context, client),
  };
}

function cardKeyboard({ texts }: Context, { id, status }: ClientDetail): InlineKeyboard {
  const renew = { text: texts.card.renew, data: writePress({ kind: 'renew', id }) };
  const visit = { text: texts.card.markVisit, data: writePress({ kind: 'visit', id }) };
  const can = status === 'archived' ? [] : [renew, visit];
  return inlineKeyboard(
    ...can.map((button) => [button]),
    [{ ...destinationButton(texts, 'find'), text: texts.card.findAnother }],
    menuRow(texts),
  );
}
