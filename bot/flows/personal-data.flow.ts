import type { ClientDetail } from '../../src/contract/clients.js';
import { parseCalendarDate } from '../../src/lib/calendar-date.js';
import { formatPhone } from '../../src/lib/phone.js';
import { formatDay } from '../../src/lib/wording.js';
import { FIELDS, writePress, type Field } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard } from '../keyboards.js';
import type { Context, Reply } from './flow.js';
import { menuRow, showMenu, twoPerRow } from './menu.flow.js';

/** The client's own record with a button for each field; `notice` tells what has just been done. */
export async function showPersonalData(context: Context, notice?: Html): Promise<Reply> {
  const client = await findOwnRecord(context);
  if (!client) return showMenu(context, context.texts.menu.registerFirst);
  const { texts } = context;
  const lines = FIELDS.map(
    (field) => html`${texts.fields.labels[field]}: <b>${fieldValue(context, client, field)}</b>`,
  );
  const text = joinParagraphs([html`<b>${texts.personalData.title}</b>`, joinLines(lines), texts.personalData.hint]);
  const buttons = FIELDS.map((field) => ({
    text: texts.fields.labels[field],
    data: writePress({ kind: 'edit', field }),
  }));
  const keyboard = inlineKeyboard(...twoPerRow(buttons), menuRow(texts));
  return { dialogue: 'ended', screen: { text, keyboard }, ...(notice && { notice }) };
}

/** null for somebody who is no client. */
export async function findOwnRecord({ api, user }: Context): Promise<ClientDetail | null> {
  return user.kind === 'client' && user.clientId !== null ? api.getClient(user.clientId) : null;
}

/** The value as people read it. */
export function fieldValue({ texts, language }: Context, client: ClientDetail, field: Field): string {
  switch (field) {
    case 'photo':
      return client.hasPhoto ? texts.fields.hasPhoto : texts.fields.noPhoto;
    case 'phone': {
      if (client.phone === null) return texts.fields.none;
      const phone = formatPhone(client.phone);
      return client.phoneVerified ? `${phone} (${texts.fields.verified})` : phone;
    }
    case 'birthDate': {
      const date = parseCalendarDate(client.birthDate);
      return date ? formatDay(date, language) : texts.fields.none;
    }
    case 'firstName':
    case 'lastName':
    case 'email':
    case 'region':
      return client[field] || texts.fields.none;
  }
}

export function isFilled(client: ClientDetail, field: Field): boolean {
  return field === 'photo' ? client.hasPhoto : Boolean(client[field]);
}
