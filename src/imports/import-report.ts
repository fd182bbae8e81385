import { moneyFromCents, moneyToCents } from '../lib/money.js';
import { explainIssue, severityOf, shownDates, type ImportIssue, type Severity } from './import-issues.js';
import { totalsOf, type ImportPlan, type PlannedRow, type RowOutcome } from './import-plan.rules.js';
import { describeFile } from './report-file.js';
import { pick, type ReportContext } from './report-context.js';
import type { StudioBook } from './studio-book.js';

const NAME_WIDTH = 30;
const PLAN_WIDTH = 22;

const OUTCOMES: Record<RowOutcome, readonly [ru: string, en: string]> = {
  added: ['новое', 'new'],
  unchanged: ['уже есть', 'known'],
  refused: ['ОШИБКА', 'ERROR'],
};

const SEVERITIES: Record<Severity, readonly [ru: string, en: string]> = {
  error: ['ошибка', 'error'],
  warning: ['предупреждение', 'warning'],
  note: ['к сведению', 'note'],
};

/** The report for a terminal: the file and its columns, every row, then what needs a look, then totals and the next step. */
export function textReport(book: StudioBook, plan: ImportPlan, context: ReportContext): string {
  const sections = [tableSection, attentionSection, totalsSection, nextStepSection];
  return [describeFile(book, context), ...sections.map((section) => section(plan, context))]
    .map((lines) => lines.join('\n'))
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

function tableSection(plan: ImportPlan, context: ReportContext): string[] {
  const head = pick(context, 'Строка|Итог|Клиент|Абонемент|Период|Сумма', 'Row|Result|Client|Plan|Period|Amount');
  return [tableLine(head.split('|'), ' '), ...plan.rows.map((row) => rowLine(row, context))];
}

function rowLine(planned: PlannedRow, context: ReportContext): string {
  const { row, outcome, period } = planned;
  const isWarned = outcome !== 'refused' && planned.issues.some((one) => severityOf(one) === 'warning');
  const dates = period ? `${period.startDate} – ${period.endDate}` : '';
  const cells = [
    String(row.number),
    OUTCOMES[outcome][context.language === 'ru' ? 0 : 1],
    row.label || '—',
    row.membership?.plan ?? '',
    shownDates(dates, context.language),
    row.membership?.amount ?? '',
  ];
  return tableLine(cells, isWarned ? '!' : ' ');
}

function tableLine(
  [number = '', outcome = '', name = '', plan = '', period = '', amount = '']: string[],
  mark: string,
) {
  const cells = [
    number.padStart(6),
    outcome.padEnd(8),
    fit(name, NAME_WIDTH),
    fit(plan, PLAN_WIDTH),
    period.padEnd(23),
  ];
  return `${mark}${cells.join('  ')}  ${amount.padStart(12)}`.trimEnd();
}

function fit(text: string, width: number): string {
  const letters = [...text];
  return letters.length > width
    ? `${letters.slice(0, width - 1).join('')}…`
    : text + ' '.repeat(width - letters.length);
}

function attentionSection({ rows }: ImportPlan, context: ReportContext): string[] {
  const lines = rows.flatMap((planned) =>
    told(planned).map((one) => `  ${describeRow(planned, context)}: ${describeIssue(one, context)}`),
  );
  return lines.length > 0 ? [pick(context, 'Требуют внимания', 'Need a look'), ...lines] : [];
}

/** Errors and warnings; of a refused row the errors alone: nothing else of it comes true. */
function told({ issues, outcome }: PlannedRow): ImportIssue[] {
  return issues.filter((one) => {
    const severity = severityOf(one);
    return severity === 'error' || (severity === 'warning' && outcome !== 'refused');
  });
}

function describeRow({ row }: PlannedRow, context: ReportContext): string {
  const name = row.label ? `, ${row.label}` : '';
  return `${pick(context, 'строка', 'row')} ${row.number}${name}`;
}

function describeIssue(one: ImportIssue, { language }: ReportContext): string {
  return `${SEVERITIES[severityOf(one)][language === 'ru' ? 0 : 1]}: ${explainIssue(one, language)}`;
}

function revenueCents({ clients }: ImportPlan): number {
  const payments = clients.flatMap(({ chain }) => chain.payments);
  return payments.reduce((sum, { membership }) => sum + moneyToCents(membership.amount), 0);
}

function totalsSection(plan: ImportPlan, context: ReportContext): string[] {
  const totals = totalsOf(plan);
  const revenue = `${moneyFromCents(revenueCents(plan))} ${context.currency}`;
  const { rows, clean, withWarnings, refused, newClients, knownClients, payments, freezes } = totals;
  const { unchanged, newPlans, newGroups, newCoaches } = totals;
  const lines =
    context.language === 'ru'
      ? [
          'Итого',
          `  строки: ${rows}, без замечаний ${clean}, с предупреждениями ${withWarnings}, с ошибками ${refused}`,
          `  клиенты: новых ${newClients}, уже известных ${knownClients}`,
          `  абонементы: новых ${payments} на ${revenue}`,
          `  заморозки: новых ${freezes}`,
          `  справочники: новых тарифов ${newPlans}, групп ${newGroups}, тренеров ${newCoaches}`,
          `  ничего нового: строк ${unchanged}`,
        ]
      : [
          'Totals',
          `  rows: ${rows}, clean ${clean}, with warnings ${withWarnings}, with errors ${refused}`,
          `  clients: ${newClients} new, ${knownClients} known`,
          `  memberships: ${payments} new, ${revenue}`,
          `  freezes: ${freezes} new`,
          `  lists: ${newPlans} new plans, ${newGroups} groups, ${newCoaches} coaches`,
          `  nothing new: ${unchanged} rows`,
        ];
  return [...lines, ...countedNotes(plan, context)];
}

/** What is said of many rows and asks for nothing: counted, not listed. */
function countedNotes({ rows }: ImportPlan, context: ReportContext): string[] {
  const counts = new Map<string, number>();
  for (const { issues, outcome } of rows) {
    for (const one of outcome === 'refused' ? [] : issues) {
      if (severityOf(one) !== 'note') continue;
      const text = explainIssue(one, context.language);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return [...counts].map(([text, count]) => `  ${text}: ${pick(context, `строк ${count}`, `${count} rows`)}`);
}

function nextStepSection(plan: ImportPlan, context: ReportContext): string[] {
  const { refused } = totalsOf(plan);
  const command = [
    'npm run import --',
    context.fileName,
    ...context.choices.map((one) => `--map "${one}"`),
    '--commit',
  ].join(' ');
  switch (context.result) {
    case 'written': {
      const isNew = plan.rows.some(({ outcome }) => outcome === 'added');
      const done = isNew
        ? pick(context, 'Записано.', 'Written.')
        : pick(
            context,
            'Нового в файле нет: в базе ничего не изменилось.',
            'Nothing new in the file: nothing changed.',
          );
      if (refused === 0) return [done];
      return [
        done,
        pick(
          context,
          `Строк с ошибками: ${refused}, они не записаны. Исправьте их в файле и повторите: записанное не удвоится.`,
          `${refused} rows with errors were left out. Correct them in the file and run it again: nothing is doubled.`,
        ),
      ];
    }
    case 'refused':
      return [
        pick(
          context,
          `Ничего не записано: строк с ошибками ${refused}.`,
          `Nothing written: ${refused} rows have errors.`,
        ),
        pick(
          context,
          `Исправьте их в файле или запишите остальные: ${command}`,
          `Correct them in the file, or write the others: ${command}`,
        ),
      ];
    case 'previewed':
      return [
        pick(context, 'Проверка: ничего не записано.', 'Dry run: nothing was written.'),
        refused > 0
          ? pick(
              context,
              `Исправьте строки с ошибками или запишите остальные: ${command}`,
              `Correct the rows with errors, or write the others: ${command}`,
            )
          : pick(context, `Записать: ${command}`, `Write it: ${command}`),
      ];
  }
}

/** The same as data, for programs. */
export function jsonReport(book: StudioBook, plan: ImportPlan, context: ReportContext) {
  return {
    file: context.fileName,
    ...book.source,
    columns: book.columns.list.map(({ letters, title, field, isChosen }) => ({
      column: letters,
      title,
      field,
      chosen: isChosen,
    })),
    ignoredColumns: book.columns.list.filter(({ field }) => field === null).map(({ title }) => title),
    written: context.result === 'written',
    totals: { ...totalsOf(plan), revenue: moneyFromCents(revenueCents(plan)) },
    rows: plan.rows.map(({ row, outcome, period, issues }) => ({
      row: row.number,
      client: row.label,
      outcome,
      plan: row.membership?.plan ?? null,
      amount: row.membership?.amount ?? null,
      startDate: period?.startDate ?? null,
      endDate: period?.endDate ?? null,
      issues: issues.map((one) => ({
        severity: severityOf(one),
        code: one.code,
        message: explainIssue(one, context.language),
      })),
    })),
  };
}
