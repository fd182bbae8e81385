import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { calendarDate, type CalendarDate } from '../../src/lib/calendar-date.js';
import { explainPeriod } from '../../src/lib/explanation.js';
import { formatDayRange } from '../../src/lib/wording.js';
import type { ChainInputs, ChainPayment } from '../../src/payments/chain.rules.js';
import { closure, freeze, replay, sale, visits } from '../factories/chain.js';

/** What happens in each worked example beside the sales of its table; `first` befalls the first of them. */
const HAPPENINGS: Record<string, Partial<ChainInputs> & { first?: Partial<ChainPayment> }> = {
  'A sale': {},
  'An early renewal': {},
  'A freeze': { freezes: [freeze('2027-03-05', '2027-03-11')] },
  'Resumed early': { freezes: [freeze('2027-03-05', '2027-03-07')] },
  'A freeze over the seam': { freezes: [freeze('2027-03-28', '2027-04-03')] },
  'A late renewal': {},
  'A refund': { first: { refundDate: calendarDate('2027-03-16') } },
  'A closure': { closures: [{ ...closure('2027-03-05', '2027-03-09'), reason: 'repairs' }] },
  'A pack': { first: { visitLimit: 8, visitsCarried: 7 }, visits: visits('2027-03-20') },
};

interface Example {
  title: string;
  rows: Record<string, string>[];
}

function readExamples(): Example[] {
  const rules = readFileSync(path.resolve(import.meta.dirname, '../../docs/rules.md'), 'utf8');
  const [, section = ''] = /### Worked examples\n(.*?)\n## /s.exec(rules) ?? [];
  return section
    .split(/^\*\*/m)
    .slice(1)
    .map((text) => {
      const lines = text.split('\n').filter((line) => line.startsWith('|'));
      const [titles = [], , ...cells] = lines.map((line) => line.split('|').map((cell) => cell.trim()));
      return {
        title: text.slice(0, text.indexOf('**')).replace(/\.$/, ''),
        rows: cells.map((row) => Object.fromEntries(titles.map((name, index) => [name, row[index] ?? '']))),
      };
    });
}

/** "20 March" of 2027 */
function dayOf(text: string): CalendarDate {
  return calendarDate(new Date(`${text} 2027 UTC`).toISOString().slice(0, 10));
}

/** Tables set the dash wider than sentences do. */
const withoutSpaces = (text: string): string => text.replaceAll(' – ', '–');

describe('the worked examples of docs/rules.md', () => {
  const examples = readExamples();

  it('are those that are known here', () => {
    expect(examples.map(({ title }) => title)).toEqual(Object.keys(HAPPENINGS));
  });

  it.each(examples)('$title: has the periods and the words of the chain', ({ title, rows }) => {
    const { first, ...more } = HAPPENINGS[title] ?? {};
    const payments = rows.map(({ sold = '' }, index) => sale(index + 1, dayOf(sold), index === 0 ? first : {}));
    const periods = replay(payments, [], more);
    expect(rows.map(({ period, after, explanation }) => [withoutSpaces(period ?? after ?? ''), explanation])).toEqual(
      periods.map(({ startDate, endDate, explanation }) => [
        withoutSpaces(formatDayRange(startDate, endDate, 'en', '2027')),
        explainPeriod(explanation, 'en'),
      ]),
    );
  });
});
