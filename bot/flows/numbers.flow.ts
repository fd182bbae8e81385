import type { DayStatistics } from '../../src/contract/statistics.js';
import { addDays } from '../../src/lib/calendar-date.js';
import { formatMoney, type Money } from '../../src/lib/money.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard } from '../keyboards.js';
import type { Context, Reply } from './flow.js';
import { destinationButton, menuRow, showMenu } from './menu.flow.js';
import { dayOf } from './when.js';

const COUNTED = ['visits', 'payments', 'newClients', 'misses', 'active', 'frozen'] as const;

/** Today against yesterday. */
export async function showNumbers(context: Context): Promise<Reply> {
  const { texts, user, api, clock } = context;
  if (!user.isAdmin) return showMenu(context, texts.menu.notForYou);
  const today = clock.today();
  const { days } = await api.statistics(addDays(today, -1), today);
  const [yesterday, current] = days;
  const text = joinParagraphs([
    html`<b>${texts.numbers.title}</b> · ${dayOf(context, today)}`,
    yesterday && current ? lines(context, current, yesterday) : null,
    texts.numbers.compared,
  ]);
  const refresh = { ...destinationButton(texts, 'numbers'), text: texts.buttons.refresh };
  return { dialogue: 'ended', screen: { text, keyboard: inlineKeyboard([refresh], menuRow(texts)) } };
}

function lines({ texts, currency, language }: Context, today: DayStatistics, yesterday: DayStatistics): Html {
  const money = (amount: string): string => {
    const isNegative = amount.startsWith('-');
    return `${isNegative ? '−' : ''}${formatMoney(amount.replace('-', '') as Money, currency, language)}`;
  };
  const revenueWas = `(${way(Number(today.revenue), Number(yesterday.revenue))}${money(yesterday.revenue)})`;
  return joinLines([
    html`${texts.numbers.labels.revenue}: <b>${money(today.revenue)}</b> ${revenueWas}`,
    ...COUNTED.map(
      (name) => html`${texts.numbers.labels[name]}: <b>${today[name]}</b> ${arrow(today[name], yesterday[name])}`,
    ),
  ]);
}

/** Yesterday's number, and which way it went. */
function arrow(today: number, yesterday: number): string {
  return `(${way(today, yesterday)}${yesterday})`;
}

function way(today: number, yesterday: number): string {
  return today > yesterday ? '↑ ' : today < yesterday ? '↓ ' : '';
}
