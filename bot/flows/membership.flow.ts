import type { ClientDetail, ClientStatus } from '../../src/contract/clients.js';
import type { Freeze, Membership } from '../../src/contract/memberships.js';
import { calendarDate } from '../../src/lib/calendar-date.js';
import { closureOn, explainPeriod, type ExplanationStep } from '../../src/lib/explanation.js';
import { formatMoney, sumOf, ZERO_MONEY, type Money } from '../../src/lib/money.js';
import { pluralTerm } from '../../src/lib/wording.js';
import { writePress } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard } from '../keyboards.js';
import type { Context, Reply } from './flow.js';
import { destinationButton, menuRow, showMenu } from './menu.flow.js';
import { findOwnRecord } from './personal-data.flow.js';
import { dayOf, rangeOf } from './when.js';

/** What of the history fits a message that is read on a phone. */
const SHOWN_PAST = 5;
const SHOWN_NEXT = 3;
const SHOWN_FREEZES = 5;

/** Status, days left, the last day and why it is that day, what is owed, freezes, former memberships. */
export async function showMembership(context: Context): Promise<Reply> {
  const client = await findOwnRecord(context);
  if (!client) return showMenu(context, context.texts.menu.registerFirst);
  const { texts } = context;
  const canFreeze = client.status === 'active' || client.status === 'frozen' || client.status === 'upcoming';
  const history = { text: texts.buttons.history, data: writePress({ kind: 'page', list: 'history', page: 0 }) };
  const keyboard = inlineKeyboard(
    [...(canFreeze ? [destinationButton(texts, 'freeze')] : []), ...(client.memberships.length > 0 ? [history] : [])],
    menuRow(texts),
  );
  return { dialogue: 'ended', screen: { text: describeMembership(context, client, texts.membership.title), keyboard } };
}

/** Everything about a client's membership, under a heading. Only clients themselves are told what to do about it. */
export function describeMembership(
  context: Context,
  client: ClientDetail,
  heading: string,
  reader: 'client' | 'staff' = 'client',
): Html {
  const { texts } = context;
  const visits = reader === 'client' ? texts.membership.visitCount : texts.card.visits;
  const isNew = client.status === 'new' || client.status === 'archived';
  const today = context.clock.today();
  const next = client.memberships.filter(({ startDate }) => startDate > today).reverse();
  const past = client.memberships.filter(({ id, startDate }) => startDate <= today && id !== client.membership?.id);
  return joinParagraphs([
    html`<b>${heading}</b>`,
    reader === 'staff' && isNew ? texts.card.noMembership : joinLines(statusLines(context, client)),
    client.membership && period(context, client.membership, texts.membership.current),
    ...next.slice(0, SHOWN_NEXT).map((membership) => period(context, membership, texts.membership.next)),
    list(context, texts.membership.freezes, newestFirst(client.freezes), SHOWN_FREEZES, freezeLine),
    list(context, texts.membership.past, past, SHOWN_PAST, pastLine),
    client.visitCount > 0 ? visits(client.visitCount) : null,
    reader === 'client' && client.status === 'expired' ? texts.membership.renew : null,
  ]);
}

function statusLines(context: Context, client: ClientDetail): Html[] {
  const { texts, currency, language } = context;
  const { status, endDate, daysLeft, memberships } = client;
  if (status === 'new' || status === 'archived') return [texts.membership.status.new];
  const lines = headline(context, status, client);
  if (status !== 'expired') lines.push(texts.membership.daysLeft(daysLeft));
  if (endDate !== null) lines.push(texts.membership.lastDay(dayOf(context, endDate)));
  const owed = sumOf(memberships.map((membership) => membership.owed as Money));
  if (owed !== ZERO_MONEY) lines.push(texts.membership.owed(formatMoney(owed, currency, language)));
  return lines;
}

/** What holds today. Closed days count as frozen, but nobody has frozen them: they are told by their own name. */
function headline(
  context: Context,
  status: Exclude<ClientStatus, 'new' | 'archived'>,
  { membership, freezes }: ClientDetail,
): Html[] {
  const { texts, clock } = context;
  if (status === 'expired' && membership !== null) return [texts.membership.usedUp];
  if (status !== 'frozen') return [texts.membership.status[status]];
  const today = clock.today();
  const freeze = freezes.find(({ startDate, endDate }) => startDate <= today && today <= endDate);
  if (freeze) return [texts.membership.status.frozen, texts.membership.frozenUntil(dayOf(context, freeze.endDate))];
  const closure = closureOn((membership?.explanation ?? []).map(toStep), today);
  return [
    closure
      ? texts.membership.closedUntil(dayOf(context, closure.endDate), closure.reason)
      : texts.membership.status.frozen,
  ];
}

/** One membership with the explanation of its last day. */
function period({ texts, language }: Context, membership: Membership, when: string): Html {
  const { visitLimit, visitsUsed } = membership;
  return joinLines([
    html`<b>${when}:</b> ${nameOf({ texts, language }, membership)}`,
    html`${explainPeriod(membership.explanation.map(toStep), language)}`,
    visitLimit === null ? null : texts.membership.visits(visitsUsed, visitLimit),
  ]);
}

function nameOf({ texts, language }: Pick<Context, 'texts' | 'language'>, membership: Membership): string {
  return membership.planName ?? texts.membership.withoutPlan(pluralTerm(membership, language));
}

function list<Item>(
  context: Context,
  title: string,
  items: readonly Item[],
  shown: number,
  line: (context: Context, item: Item) => Html,
): Html | null {
  if (items.length === 0) return null;
  const rest = items.length - shown;
  return joinLines([
    html`<b>${title}</b>`,
    ...items.slice(0, shown).map((item) => html`• ${line(context, item)}`),
    rest > 0 ? context.texts.membership.earlier(rest) : null,
  ]);
}

function newestFirst(freezes: readonly Freeze[]): Freeze[] {
  return [...freezes].sort((a, b) => (a.startDate < b.startDate ? 1 : -1));
}

export function freezeLine(context: Context, { startDate, endDate }: Freeze): Html {
  return html`${rangeOf(context, startDate, endDate)}`;
}

export function pastLine(context: Context, membership: Membership): Html {
  const { texts } = context;
  const { startDate, endDate, refundDate, transferDate } = membership;
  // Refunded before its first day, it has none.
  const days = endDate < startDate ? '' : rangeOf(context, startDate, endDate);
  const refund = refundDate === null ? '' : texts.membership.refunded(dayOf(context, refundDate));
  const transfer = transferDate === null ? '' : texts.membership.transferred(dayOf(context, transferDate));
  return html`${[nameOf(context, membership), days, refund, transfer].filter(Boolean).join(', ')}`;
}

/** The contract's dates are checked text; the words want them as dates. */
function toStep(step: Membership['explanation'][number]): ExplanationStep {
  switch (step.kind) {
    case 'sold':
      return { ...step, startDate: calendarDate(step.startDate) };
    case 'frozen':
    case 'closed':
      return { ...step, startDate: calendarDate(step.startDate), endDate: calendarDate(step.endDate) };
    case 'refunded':
    case 'transferred':
    case 'used_up':
      return { ...step, date: calendarDate(step.date) };
    case 'none':
      return step;
    case 'ends':
      return { ...step, endDate: calendarDate(step.endDate) };
  }
}
