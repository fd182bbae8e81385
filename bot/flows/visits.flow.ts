import { html, joinLines, joinParagraphs } from '../html.js';
import { inlineKeyboard } from '../keyboards.js';
import { clip, listPagingRow, pageOf } from '../paging.js';
import type { Context, Reply } from './flow.js';
import { freezeLine, pastLine } from './membership.flow.js';
import { destinationButton, menuRow, showMenu } from './menu.flow.js';
import { findOwnRecord } from './personal-data.flow.js';
import { dayOf } from './when.js';

const VISITS_PER_PAGE = 10;
const ENTRIES_PER_PAGE = 8;
const NAME_LENGTH = 60;

/** The person's own visits, newest first. */
export async function showVisits(context: Context, page = 0): Promise<Reply> {
  const { texts, user, api } = context;
  if (user.clientId === null) return showMenu(context, texts.menu.registerFirst);
  const { total, items } = await api.visits(user.clientId);
  const shown = pageOf(items, page, VISITS_PER_PAGE);
  const isLast = shown.page === shown.pages - 1;
  const lines = shown.items.map(({ date, groupName }) => {
    const group = groupName === null ? '' : ` · ${clip(groupName, NAME_LENGTH)}`;
    return html`• ${dayOf(context, date)}${group}`;
  });
  const text = joinParagraphs([
    html`<b>${texts.visits.title}</b>`,
    total === 0 ? texts.visits.none : texts.membership.visitCount(total),
    lines.length > 0 ? joinLines(lines) : null,
    isLast && total > items.length ? texts.membership.earlier(total - items.length) : null,
  ]);
  return {
    dialogue: 'ended',
    screen: { text, keyboard: inlineKeyboard(listPagingRow('visits', shown), menuRow(texts)) },
  };
}

/** All memberships and freezes there ever were, newest first. */
export async function showHistory(context: Context, page = 0): Promise<Reply> {
  const { texts } = context;
  const client = await findOwnRecord(context);
  if (!client) return showMenu(context, texts.menu.registerFirst);
  const entries = [
    ...client.memberships.map((membership) => ({
      startDate: membership.startDate,
      line: html`🎟 ${pastLine(context, membership)}`,
    })),
    ...client.freezes.map((freeze) => ({
      startDate: freeze.startDate,
      line: html`❄️ ${texts.membership.freeze}: ${freezeLine(context, freeze)}`,
    })),
  ].sort((a, b) => (a.startDate < b.startDate ? 1 : -1));
  const shown = pageOf(entries, page, ENTRIES_PER_PAGE);
  const lines = shown.items.map(({ line }) => line);
  const text = joinParagraphs([
    html`<b>${texts.membership.history}</b>`,
    lines.length > 0 ? joinLines(lines) : texts.membership.status.new,
  ]);
  const keyboard = inlineKeyboard(
    listPagingRow('history', shown),
    [destinationButton(texts, 'membership')],
    menuRow(texts),
  );
  return { dialogue: 'ended', screen: { text, keyboard } };
}
