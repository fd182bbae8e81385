import { dateInZone, timeInZone } from '../lib/calendar-date.js';
import type { Language } from '../lib/wording.js';
import { shownDates } from './import-issues.js';
import type { UndoPlan, UndoResult } from './import-undo.service.js';
import { explainReason } from './undo-reasons.js';

const MAX_NAMED = 20;

const COUNTED: readonly (readonly [entity: string, ru: string, en: string])[] = [
  ['Client', 'клиентов', 'clients'],
  ['Payment', 'абонементов', 'memberships'],
  ['LazyDays', 'заморозок', 'freezes'],
  ['MembershipPlan', 'тарифов', 'plans'],
  ['Group', 'групп', 'groups'],
  ['Coach', 'тренеров', 'coaches'],
];

interface UndoContext {
  language: Language;
  timeZone: string;
}

/** What undoing the last import takes back, or why it cannot be undone. */
export function undoReport(plan: UndoPlan | UndoResult | null, { language, timeZone }: UndoContext): string {
  const say = (ru: string, en: string): string => (language === 'ru' ? ru : en);
  if (!plan) return `${say('Отменять нечего: загрузок из файла нет.', 'Nothing to undo: no file was imported.')}\n`;
  const { batch, removed, filled, blockers } = plan;
  const when = `${shownDates(dateInZone(batch.at, timeZone), language)} ${timeInZone(batch.at, timeZone)}`;
  const counts = COUNTED.map(([entity, ru, en]) => `${say(ru, en)} ${removed[entity] ?? 0}`).join(', ');
  const lines = [
    say(`Последняя загрузка: ${batch.fileName}, ${when}`, `The last import: ${batch.fileName}, ${when}`),
    say(`  убрать: ${counts}`, `  to remove: ${counts}`),
    say(`  вернуть прежние данные: клиентов ${filled}`, `  to restore what was filled in: clients ${filled}`),
    ...describeBlockers(plan, language),
    '',
  ];
  const isUndone = 'undone' in plan && plan.undone;
  if (isUndone) lines.push(say('Отменено.', 'Undone.'));
  else if (blockers.length > 0) lines.push(say('Ничего не изменено.', 'Nothing was changed.'));
  else lines.push(say('Отменить: npm run import -- --undo --commit', 'Undo it: npm run import -- --undo --commit'));
  return `${lines.join('\n')}\n`;
}

function describeBlockers({ blockers }: UndoPlan, language: Language): string[] {
  if (blockers.length === 0) return [];
  const say = (ru: string, en: string): string => (language === 'ru' ? ru : en);
  const named = blockers.slice(0, MAX_NAMED).map(({ name, reason }) => `  ${name}: ${explainReason(reason, language)}`);
  const rest = blockers.length - named.length;
  return [
    '',
    say('Отменить нельзя: с загруженным уже работали.', 'It cannot be undone: what it made is in use.'),
    ...named,
    ...(rest > 0 ? [say(`  … и ещё ${rest}`, `  … and ${rest} more`)] : []),
  ];
}

/** The same for programs, with every blocker. */
export function undoJson(plan: UndoPlan | UndoResult | null, language: Language) {
  if (!plan) return { import: null, undone: false };
  const { batch, removed, filled, blockers } = plan;
  return {
    import: { id: batch.id, file: batch.fileName, at: batch.at.toISOString() },
    undone: 'undone' in plan && plan.undone,
    removed: Object.fromEntries(COUNTED.map(([entity, , name]) => [name, removed[entity] ?? 0])),
    restored: filled,
    blockers: blockers.map(({ entity, name, reason }) => ({
      record: entity,
      name,
      reason,
      message: explainReason(reason, language),
    })),
  };
}
