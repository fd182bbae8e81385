import { describe, expect, it } from '@jest/globals';
import { closure, freeze, replay, sale, visits } from '../../tests/factories/chain.js';
import type { ChainInputs, ChainPayment } from '../payments/chain.rules.js';
import { calendarDate as day } from './calendar-date.js';
import { explainPeriod } from './explanation.js';

const FIRST = sale(1, '2027-03-01');
const SECOND = sale(2, '2027-03-20', { startDate: day('2027-03-31') });

function explained(payments: ChainPayment[], more: Partial<ChainInputs> = {}): { ru: string; en: string }[] {
  return replay(payments, [], more).map(({ explanation }) => ({
    ru: explainPeriod(explanation, 'ru'),
    en: explainPeriod(explanation, 'en'),
  }));
}

const MONTHS = { durationMonths: 3 };
const PACK = { visitLimit: 8, visitsCarried: 7 };

/** Title, payments, what else happened, and what is said of the first or, where it tells the story, the last membership. */
const STORIES: [string, ChainPayment[], Partial<ChainInputs>, ru: string, en: string][] = [
  [
    'a sale',
    [FIRST],
    {},
    '30 дней с 1 марта; до 30 марта включительно',
    '30 days from 1 March; until 30 March inclusive',
  ],
  [
    'an early renewal',
    [FIRST, SECOND],
    {},
    '30 дней с 31 марта, сразу после предыдущего; до 29 апреля включительно',
    '30 days from 31 March, right after the previous; until 29 April inclusive',
  ],
  [
    'a late renewal',
    [FIRST, sale(2, '2027-04-10')],
    {},
    '30 дней с 10 апреля; до 9 мая включительно',
    '30 days from 10 April; until 9 May inclusive',
  ],
  [
    'a start that was asked for',
    [sale(1, '2027-03-01', { askedStartDate: day('2027-03-21'), durationDays: 1 })],
    {},
    '1 день с 21 марта; до 21 марта включительно',
    '1 day from 21 March; until 21 March inclusive',
  ],
  [
    'a freeze',
    [FIRST],
    { freezes: [freeze('2027-03-05', '2027-03-11')] },
    '30 дней с 1 марта; заморозка 5–11 марта +7; до 6 апреля включительно',
    '30 days from 1 March; frozen 5–11 March +7; until 6 April inclusive',
  ],
  [
    'the renewal behind a freeze',
    [FIRST, SECOND],
    { freezes: [freeze('2027-03-05', '2027-03-11')] },
    '30 дней с 7 апреля, сразу после предыдущего; до 6 мая включительно',
    '30 days from 7 April, right after the previous; until 6 May inclusive',
  ],
  [
    'a freeze that ended early',
    [FIRST],
    { freezes: [freeze('2027-03-05', '2027-03-07')] },
    '30 дней с 1 марта; заморозка 5–7 марта +3; до 2 апреля включительно',
    '30 days from 1 March; frozen 5–7 March +3; until 2 April inclusive',
  ],
  [
    'a freeze over two months',
    [FIRST],
    { freezes: [freeze('2027-03-28', '2027-04-03')] },
    '30 дней с 1 марта; заморозка 28 марта – 3 апреля +7; до 6 апреля включительно',
    '30 days from 1 March; frozen 28 March – 3 April +7; until 6 April inclusive',
  ],
  [
    'a closure of one day',
    [FIRST],
    { closures: [closure('2027-03-08', '2027-03-08')] },
    '30 дней с 1 марта; закрыто 8 марта +1 (ремонт); до 31 марта включительно',
    '30 days from 1 March; closed 8 March +1 (ремонт); until 31 March inclusive',
  ],
  [
    'a closure that a freeze runs into',
    [FIRST],
    { freezes: [freeze('2027-03-05', '2027-03-11')], closures: [closure('2027-03-09', '2027-03-15')] },
    '30 дней с 1 марта; заморозка 5–11 марта +7; закрыто 12–15 марта +4 (ремонт); до 10 апреля включительно',
    '30 days from 1 March; frozen 5–11 March +7; closed 12–15 March +4 (ремонт); until 10 April inclusive',
  ],
  [
    'a refund',
    [sale(1, '2027-03-01', { refundDate: day('2027-03-16') })],
    {},
    '30 дней с 1 марта; возврат 16 марта; до 15 марта включительно',
    '30 days from 1 March; refunded 16 March; until 15 March inclusive',
  ],
  [
    'a refund during a freeze',
    [sale(1, '2027-03-01', { refundDate: day('2027-03-08') })],
    { freezes: [freeze('2027-03-05', '2027-03-11')] },
    '30 дней с 1 марта; заморозка 5–7 марта +3; возврат 8 марта; до 7 марта включительно',
    '30 days from 1 March; frozen 5–7 March +3; refunded 8 March; until 7 March inclusive',
  ],
  [
    'a refund before the first day',
    [sale(1, '2027-03-01', { askedStartDate: day('2027-03-20'), refundDate: day('2027-03-05') })],
    {},
    '30 дней с 20 марта; возврат 5 марта; не начинался',
    '30 days from 20 March; refunded 5 March; never began',
  ],
  [
    'a transfer',
    [sale(1, '2027-03-01', { transferDate: day('2027-03-16') })],
    {},
    '30 дней с 1 марта; остаток передан 16 марта; до 15 марта включительно',
    '30 days from 1 March; rest transferred 16 March; until 15 March inclusive',
  ],
  [
    'calendar months',
    [sale(1, '2027-03-01', MONTHS)],
    {},
    '3 месяца (92 дня) с 1 марта; до 31 мая включительно',
    '3 months (92 days) from 1 March; until 31 May inclusive',
  ],
  [
    'a pack that is used up',
    [sale(1, '2027-03-01', PACK)],
    { visits: visits('2027-03-12') },
    '30 дней с 1 марта; 8 занятий использованы 12 марта; до 12 марта включительно',
    '30 days from 1 March; 8 visits used up 12 March; until 12 March inclusive',
  ],
  [
    'a period that runs into the next year',
    [sale(1, '2027-12-20')],
    {},
    '30 дней с 20 декабря; до 18 января 2028 включительно',
    '30 days from 20 December; until 18 January 2028 inclusive',
  ],
];

describe('what is said of', () => {
  it.each(STORIES)('%s', (_, payments, more, ru, en) => {
    expect(explained(payments, more).at(-1)).toEqual({ ru, en });
  });
});
