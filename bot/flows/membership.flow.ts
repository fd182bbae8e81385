import type { ClientDetail } from '../../src/contract/clients.js';
import type { Freeze, Membership } from '../../src/contract/memberships.js';
import { calendarDate } from '../../src/lib/calendar-date.js';
import { explainPeriod, type ExplanationStep } from '../../src/lib/explanation.js';
import { formatDay, formatDayRange } from '../../src/lib/wording.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard } from '../keyboards.js';
import type { Context, Reply } from './flow.js';
import { menuRow, showMenu } from './menu.flow.js';
import { findOwnRecord } from './personal-data.flow.js';

/** What of the history fits a message that is read on a phone. */
const SHOWN_PAST = 5;
const SHOWN_NEXT = 3;
const SHOWN_FREEZES = 5;

/** Status, days left, the last day and why it is that day, freezes, former memberships. */
export async function showMembership(context: Context): Promise<Reply> {
  const client = await findOwnRecord(context);
  if (!client) return showMenu(context, context.texts.menu.registerFirst);
  return {
    dialogue: 'ended',
    screen: { text: describe(context, client), keyboard: inlineKeyboard(menuRow(context.texts)) },
  };
}

function describe(context: Context, client: ClientDetail): Html {
  const { texts } = context;
  const today = context.clock.today();
  const next = client.memberships.filter(({ startDate }) => startDate > today).reverse();
  const past = client.memberships.filter(({ id, startDate }) => startDate <= today && id !== client.membership?.id);
  return joinParagraphs([
    html`<b>${texts.membership.title}</b>`,
    joinLines(statusLines(context, client)),
    client.membership && period(context, client.membership, texts.membership.current),
    ...next.slice(0, SHOWN_NEXT).map((membership) => period(context, membership, texts.membership.next)),
    list(context, texts.membership.freezes, newestFirst(client.freezes), SHOWN_FREEZES, freezeLine),
    list(context, texts.membership.past, past, SHOWN_PAST, pastLine),
    client.visitCount > 0 ? texts.membership.visitCount(client.visitCount) : null,
    client.status === 'expired' ? texts.membership.renew : null,
  ]);
}

function statusLines(context: Context, client: ClientDetail): Html[] {
  const { texts, clock } = context;
  const { status, endDate, membership, daysLeft } = client;
  if (status === 'new' || status === 'archived') return [texts.membership.status.new];
  const isUsedUp = status === 'expired' && membership !== null;
  const lines = [isUsedUp ? texts.membership.usedUp : texts.membership.status[status]];
  const freeze = client.freezes.find((each) => each.startDate <= clock.today() && clock.today() <= each.endDate);
  if (status === 'frozen' && freeze) {
    lines.push(texts.membership.frozenUntil(day(context, freeze.endDate)));
  }
  if (status !== 'expired') lines.push(texts.membership.daysLeft(daysLeft));
  if (endDate !== null) lines.push(texts.membership.lastDay(day(context, endDate)));
  return lines;
}

/** One membership with the explanation of its last day. */
function period({ texts, language }: Context, membership: Membership, when: string): Html {
  const { visitLimit, visitsUsed } = membership;
  return joinLines([
    html`<b>${when}:</b> ${nameOf(texts, membership)}`,
    html`${explainPeriod(membership.explanation.map(toStep), language)}`,
    visitLimit === null ? null : texts.membership.visits(visitsUsed, visitLimit),
  ]);
}

function nameOf(texts: Context['texts'], { planName, durationDays }: Membership): string {
  return planName ?? texts.membership.withoutPlan(durationDays);
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

function freezeLine(context: Context, { startDate, endDate }: Freeze): Html {
  return html`${range(context, startDate, endDate)}`;
}

function pastLine(context: Context, membership: Membership): Html {
  const { texts } = context;
  const { startDate, endDate, refundDate } = membership;
  // Refunded before its first day, it has none.
  const days = endDate < startDate ? '' : range(context, startDate, endDate);
  const refund = refundDate === null ? '' : texts.membership.refunded(day(context, refundDate));
  return html`${[nameOf(texts, membership), days, refund].filter(Boolean).join(', ')}`;
}

/** The year is said only when it is not this one. */
function day({ language, clock }: Context, date: string): string {
  return formatDay(calendarDate(date), language, clock.today().slice(0, 4));
}

function range({ language, clock }: Context, from: string, to: string): string {
  return formatDayRange(calendarDate(from), calendarDate(to), language, clock.today().slice(0, 4));
}

/** The contract's dates are checked text; the words want them as dates. */
function toStep(step: Membership['explanation'][number]): ExplanationStep {
  switch (step.kind) {
    case 'sold':
      return { ...step, startDate: calendarDate(step.startDate) };
    case 'frozen':
      return { ...step, startDate: calendarDate(step.startDate), endDate: calendarDate(step.endDate) };
    case 'refunded':
      return { ...step, date: calendarDate(step.date) };
    case 'ends':
      return { ...step, endDate: calendarDate(step.endDate) };
  }
}
