import { parseMoney, type Money } from '../lib/money.js';
import type { PaymentMethod } from '../payments/payment.entity.js';

export type AmountCell = { amount: Money } | { refused: 'negative' | 'unreadable' };

const CURRENCY = /(сом(ов|а)?|kgs|с|руб(\.|лей|ля|ль)?|rub|р|тенге|тг|kzt|сум|uzs|usd|eur|[₽₸$€£])\.?/iu;
const LEADING_CURRENCY = new RegExp(`^${CURRENCY.source}\\s*`, 'iu');
const TRAILING_CURRENCY = new RegExp(`${CURRENCY.source}$`, 'iu');
// Spaces, also the unbreakable and narrow ones, and apostrophes between thousands.
const GROUPING = /(?<=\d)[\s\u00A0\u2009\u202F'’](?=\d{3}(\D|$))/gu;

/** An amount as people write it: `1 600`, `3200,00`, `4500 сом`, `1,600.00`, `1.600,00`, `$12.5`. */
export function parseAmountCell(text: string): AmountCell {
  const bare = text.trim().replace(LEADING_CURRENCY, '').replace(TRAILING_CURRENCY, '').trimEnd();
  if (/^[-−–]\s*\d|^\(\s*\d.*\)$/.test(bare)) return { refused: 'negative' };
  const amount = parseMoney(withDecimalPoint(bare.replace(GROUPING, '')));
  return amount === null ? { refused: 'unreadable' } : { amount };
}

/** The last of `.` and `,` parts the decimals, unless exactly three digits follow it: then it parts thousands. */
function withDecimalPoint(text: string): string {
  const match = /^(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)(?:([.,])(\d{1,2}))?$/.exec(text);
  const [, whole = '', separator, decimals] = match ?? [];
  if (!match || (separator !== undefined && whole.includes(separator))) return text;
  const digits = whole.replace(/[.,]/g, '');
  return decimals === undefined ? digits : `${digits}.${decimals}`;
}

const METHODS: readonly (readonly [PaymentMethod, RegExp])[] = [
  ['transfer', /перевод|банк|bank|безнал|transfer|элсом|elsom|о!\s?деньги|o!\s?dengi|сбп|элкарт qr|qr/],
  ['cash', /^нал|налич|cash|кэш|касса/],
  ['card', /карт|card|visa|mastercard|терминал|эквайринг|pos/],
  ['other', /^(другое|прочее|иное|other)$/],
];

/** `нал`, `наличные`, `карта`, `MBank`, `перевод` …; null for a word that is no known method. */
export function parseMethodCell(text: string): PaymentMethod | null {
  const word = text.trim().toLocaleLowerCase('ru');
  return METHODS.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}
