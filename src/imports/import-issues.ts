import { explainPeriod, type ExplanationStep } from '../lib/explanation.js';
import type { Language } from '../lib/wording.js';
import { columnTitle, type BookField } from './columns.js';

/**
 * What can be said about a row of the book.
 * `error`: the row cannot be taken. `warning`: it is taken, but a person should look. `note`: counted, not listed.
 */
export type Severity = 'error' | 'warning' | 'note';

type Words = readonly [severity: Severity, ru: string, en: string];

/** `{name}` in a text is replaced by the parameter of that name. */
const ISSUES = {
  name_missing: ['error', 'нет имени', 'the name is missing'],
  name_unreadable: ['error', 'в имени «{text}» нет букв', 'the name “{text}” has no letters'],
  too_long: ['error', '«{column}» длиннее {max} символов', '“{column}” is longer than {max} characters'],
  phone_unreadable: ['error', 'такого телефона нет: «{text}»', 'not a valid phone: “{text}”'],
  contact_missing: [
    'error',
    'нет ни телефона, ни Telegram, ни почты: клиента не узнать',
    'no phone, Telegram or e-mail: the client cannot be told apart',
  ],
  date_unreadable: ['error', '«{column}»: такой даты нет: «{text}»', '“{column}”: no such date: “{text}”'],
  date_too_far: [
    'error',
    '«{column}»: {date} — слишком далеко, проверьте год',
    '“{column}”: {date} is too far away, check the year',
  ],
  dates_missing: [
    'error',
    'у абонемента нет ни даты оплаты, ни даты начала',
    'the membership has neither a payment date nor a start',
  ],
  end_before_start: [
    'error',
    'окончание {endDate} раньше начала {startDate}',
    'the end {endDate} is before the start {startDate}',
  ],
  end_missing: [
    'error',
    'нет даты окончания, а срок тарифа «{plan}» неизвестен',
    'no end, and the length of the plan “{plan}” is unknown',
  ],
  period_too_long: ['error', 'срок {days} дн. — больше десяти лет', 'a period of {days} days is over ten years'],
  amount_missing: ['error', 'у абонемента нет суммы', 'the membership has no amount'],
  amount_unreadable: ['error', 'это не сумма: «{text}»', 'not an amount: “{text}”'],
  amount_negative: ['error', 'сумма меньше нуля: «{text}»', 'the amount is below zero: “{text}”'],
  money_unreadable: ['error', '«{column}»: это не сумма: «{text}»', '“{column}”: not an amount: “{text}”'],
  number_unreadable: [
    'error',
    '«{column}»: нужно целое число от {min} до {max}, а не «{text}»',
    '“{column}”: a whole number from {min} to {max} is needed, not “{text}”',
  ],
  flag_unreadable: [
    'error',
    '«{column}»: нужно «да» или «нет», а не «{text}»',
    '“{column}”: “yes” or “no” is needed, not “{text}”',
  ],
  term_twice: [
    'error',
    'указаны и дни, и месяцы: оставьте что-то одно',
    'both days and months are given: leave one of them',
  ],
  date_in_future: ['error', '«{column}»: {date} ещё не наступило', '“{column}”: {date} is in the future'],
  date_before_sale: ['error', '«{column}»: {date} раньше даты оплаты', '“{column}”: {date} is before the payment date'],
  received_too_much: [
    'error',
    'получено {received} — больше цены {amount}',
    '{received} received is more than the price {amount}',
  ],
  debt_differs: [
    'error',
    'полученное {received} и долг {debt} не складываются в цену {amount}',
    'what was received, {received}, and the debt {debt} do not add up to the price {amount}',
  ],
  refund_incomplete: [
    'error',
    'у возврата указано только одно: дата или сумма',
    'the refund has only one of its date and its sum',
  ],
  refund_too_large: [
    'error',
    'возвращено {refunded} — больше полученного {received}',
    '{refunded} refunded is more than {received} received',
  ],
  visits_over: [
    'error',
    'использовано занятий: {used}, а в абонементе их {limit}',
    '{used} visits are used of a membership of {limit}',
  ],
  used_up_without_limit: [
    'error',
    'абонемент без лимита занятий не может быть израсходован',
    'a membership without a limit of visits cannot be used up',
  ],
  used_up_differs: [
    'error',
    'абонемент израсходован {date}, а использовано занятий {used} из {limit}',
    'used up on {date}, but only {used} of {limit} visits are used',
  ],
  used_up_outside: [
    'error',
    'абонемент израсходован {date}, до своего начала {startDate}',
    'used up on {date}, before its start {startDate}',
  ],
  sale_number_differs: [
    'error',
    'номер продажи {number} уже есть в строке {row}, но с другими данными',
    'the sale number {number} is that of row {row}, which has other facts',
  ],
  freeze_without_membership: ['error', 'заморозка без абонемента', 'a freeze without a membership'],
  freeze_incomplete: [
    'error',
    'у заморозки указан только один день из двух',
    'the freeze has only one of its two days',
  ],
  freeze_end_before_start: [
    'error',
    'конец заморозки {endDate} раньше её начала {startDate}',
    'the end of the freeze {endDate} is before its start {startDate}',
  ],
  freeze_outside: [
    'error',
    'заморозка с {startDate} начинается вне абонемента',
    'the freeze from {startDate} begins outside the membership',
  ],
  freeze_overlap: [
    'error',
    'заморозка с {startDate} пересекается с другой: {otherStart} – {otherEnd}',
    'the freeze from {startDate} overlaps another one: {otherStart} – {otherEnd}',
  ],
  freeze_takes_all: [
    'error',
    'заморозка не оставила ни одного дня абонемента',
    'the freeze leaves no day of the membership',
  ],
  freeze_has_visits: [
    'error',
    'заморозка с {startDate}: в один из её дней, {date}, клиент приходил',
    'the freeze from {startDate}: the client came on one of its days, {date}',
  ],
  visit_uncovered: [
    'error',
    'из-за этой строки посещение {date} осталось бы без абонемента',
    'because of this row the visit of {date} would be left without a membership',
  ],
  already_sold: [
    'error',
    'у клиента уже есть абонемент с этого дня ({startDate} – {endDate}), но с другими данными: исправьте его в панели',
    'the client already has a membership from that day ({startDate} – {endDate}) with other facts: correct it in the panel',
  ],
  client_archived: [
    'error',
    'клиент в архиве: сначала восстановите его в панели',
    'the client is archived: restore them in the panel first',
  ],
  extra_cells: [
    'error',
    'лишние ячейки в конце строки («{text}»): разделитель внутри текста без кавычек?',
    'more cells than columns (“{text}”): a separator inside unquoted text?',
  ],
  formula_broken: [
    'error',
    '«{column}»: формула в ячейке не даёт значения: {text}',
    '“{column}”: the formula in the cell has no value: {text}',
  ],

  name_markup: [
    'warning',
    'в имени разметка или формула: сохранится как обычный текст',
    'markup or a formula in the name: stored as plain text',
  ],
  name_letters: [
    'warning',
    'в имени были похожие буквы другого алфавита: «{text}» читается как «{name}»',
    'the name had look-alike letters of another alphabet: “{text}” is read as “{name}”',
  ],
  phone_second: [
    'warning',
    'в ячейке несколько телефонов: взят {phone}, остальное — в заметке',
    'several phones in the cell: {phone} is taken, the rest is in the note',
  ],
  phone_shared: [
    'warning',
    'тот же телефон у другого человека ({name}, {where}): останутся двумя клиентами',
    'another person has the same phone ({name}, {where}): kept as two clients',
  ],
  telegram_shared: [
    'warning',
    'Telegram {text} уже у другого человека ({name}, {where}): у этого клиента он не сохранится',
    'Telegram {text} belongs to another person ({name}, {where}): not stored for this client',
  ],
  card_shared: [
    'warning',
    'карта {text} уже у другого человека ({name}, {where}): у этого клиента она не сохранится',
    'card {text} belongs to another person ({name}, {where}): not stored for this client',
  ],
  telegram_unreadable: [
    'warning',
    'это не имя и не номер Telegram: «{text}», не сохранится',
    'not a Telegram name or id: “{text}”, not stored',
  ],
  telegram_of_coach: [
    'warning',
    'Telegram {text} принадлежит тренеру: у клиента не сохранится',
    'Telegram {text} belongs to a coach: not stored for the client',
  ],
  email_unreadable: ['warning', 'это не почта: «{text}», не сохранится', 'not an e-mail: “{text}”, not stored'],
  birth_date_unreadable: [
    'warning',
    'такого дня рождения нет: «{text}», не сохранится',
    'no such birth date: “{text}”, not stored',
  ],
  field_differs: [
    'warning',
    '«{column}» отличается от другой строки клиента: останется «{kept}», не «{text}»',
    '“{column}” differs from another row of the client: “{kept}” is kept, not “{text}”',
  ],
  group_full: [
    'warning',
    'в группе «{group}» нет мест: клиент останется без группы',
    'the group “{group}” is full: the client is left without a group',
  ],
  group_archived: [
    'warning',
    'группа «{group}» в архиве: клиент останется без группы',
    'the group “{group}” is archived: the client is left without a group',
  ],
  method_unknown: [
    'warning',
    'способ оплаты «{text}» не знаком: записан как «другое»',
    'the method “{text}” is unknown: recorded as “other”',
  ],
  sale_in_future: ['warning', 'дата оплаты {date} ещё не наступила', 'the payment date {date} is in the future'],
  duration_differs: [
    'warning',
    'тариф «{plan}» — {planDays} дн., а по датам выходит {days}: останется {days}',
    'the plan “{plan}” is {planDays} days, the dates give {days}: {days} is kept',
  ],
  end_differs: [
    'warning',
    'окончание в книге {stated}, по расчёту {endDate}: {why}',
    'the book ends it on {stated}, the calculation on {endDate}: {why}',
  ],
  chained: [
    'warning',
    'пересекается с абонементом до {previousEnd} ({where}): начнётся после него, {startDate} – {endDate} вместо {stated}',
    'overlaps the membership until {previousEnd} ({where}): begins after it, {startDate} – {endDate} instead of {stated}',
  ],
  moves_stored: [
    'warning',
    'сдвинет уже записанный абонемент: {before} → {startDate} – {endDate}',
    'moves a stored membership: {before} → {startDate} – {endDate}',
  ],
  duplicate_row: ['warning', 'повтор строки {row}: второй раз не добавится', 'repeats row {row}: not added twice'],

  method_missing: [
    'note',
    'способ оплаты не указан: записан как «другое»',
    'no method of payment: recorded as “other”',
  ],
  sale_date_missing: ['note', 'даты оплаты нет: взята дата начала', 'no payment date: the start date is taken'],
  name_case: ['note', 'имя было набрано одним регистром', 'the name was typed in one letter case'],
} as const satisfies Record<string, Words>;

export type IssueCode = keyof typeof ISSUES;

/**
 * `field` is shown as its column's title, `row` 0 as "in the database", explanation steps in words, dates as the
 * language writes them.
 */
interface Params {
  readonly field?: BookField;
  readonly row?: number;
  readonly why?: readonly ExplanationStep[];
  readonly [name: string]: string | number | readonly ExplanationStep[] | undefined;
}

export interface ImportIssue {
  code: IssueCode;
  params: Params;
}

export function issue(code: IssueCode, params: Params = {}): ImportIssue {
  return { code, params };
}

export function severityOf({ code }: ImportIssue): Severity {
  return ISSUES[code][0];
}

export function hasError(issues: readonly ImportIssue[]): boolean {
  return issues.some((one) => severityOf(one) === 'error');
}

/** The issue in words. */
export function explainIssue({ code, params }: ImportIssue, language: Language): string {
  const words: Words = ISSUES[code];
  const text = language === 'ru' ? words[1] : words[2];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shownParam(name, params, language));
}

function shownParam(name: string, params: Params, language: Language): string {
  if (name === 'column') return params.field ? columnTitle(params.field, language) : '';
  if (name === 'where') return shownPlace(params.row ?? 0, language);
  const value = params[name] ?? '';
  return typeof value === 'object' ? explainPeriod(value, language) : shownDates(String(value), language);
}

function shownPlace(row: number, language: Language): string {
  if (row === 0) return language === 'ru' ? 'в базе' : 'in the database';
  return language === 'ru' ? `строка ${row}` : `row ${row}`;
}

const ISO_DATE = /\b(\d{4})-(\d{2})-(\d{2})\b/g;

/** A text with ISO dates in it as people read it: `31.03.2026` in Russian, ISO in English. */
export function shownDates(text: string, language: Language): string {
  return language === 'ru' ? text.replace(ISO_DATE, '$3.$2.$1') : text;
}
