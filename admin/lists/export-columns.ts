import type { BaseRecord } from 'adminjs';
import { cellOfValue, textCell, type SheetCell } from '../../src/exports/sheet-cell.js';
import { timeInZone, dateInZone } from '../../src/lib/calendar-date.js';
import type { Language } from '../../src/lib/wording.js';
import { enPanel } from '../locale/en-panel.js';
import { enResources } from '../locale/en-resources.js';
import type { ResourceWords } from '../locale/resource-words.js';
import { ruPanel } from '../locale/ru-panel.js';
import { ruResources } from '../locale/ru-resources.js';
import type { PanelUser } from '../panel-user.js';
import { parseWeekdays, weekdayName } from '../components/weekdays.js';
import type { StudioResource } from '../studio-resource.js';

export interface ExportColumn {
  title: string;
  cell(record: BaseRecord): SheetCell;
}

/** The columns of a list as a file has them: words and days as the page shows them, sums and numbers as numbers. */
export function exportColumns(resource: StudioResource, { language, timeZone }: PanelUser): ExportColumn[] {
  const { definition } = resource;
  const words = wordsOf(resource.id(), language);
  return exportedPaths(resource).map((path) => {
    const kind = resource.columnKind(path);
    const values = words?.labels[path];
    const named = (value: unknown): SheetCell => {
      const name = typeof values === 'object' ? values[String(value)] : undefined;
      return textCell(name ?? statusWord(value, language) ?? String(value));
    };
    return {
      title: words?.properties[path] ?? path,
      cell: (record) => {
        const value: unknown = record.get(path);
        if (value === null || value === undefined || value === '') return null;
        if (kind === 'reference') return textCell(titleOf(record.populated[path]));
        if (kind === 'instant') return instantCell(value, timeZone);
        if (kind === 'boolean') return textCell(yesOrNo(value, language));
        if (path === 'weekdays') {
          return textCell(
            parseWeekdays(value)
              .map((day) => weekdayName(day, language))
              .join(', '),
          );
        }
        if (kind === 'enum' || definition.virtual?.[path]?.options) return named(value);
        return kind === 'text'
          ? textCell(typeof value === 'string' ? value : JSON.stringify(value))
          : cellOfValue(value);
      },
    };
  });
}

export function exportedPaths({ definition }: StudioResource): readonly string[] {
  return definition.lists?.exported ?? definition.list;
}

export function listTitle(resourceId: string, language: Language): string {
  return wordsOf(resourceId, language)?.actions.list ?? resourceId;
}

/** Of a record that another refers to; empty for one that the person may not see. */
function titleOf(record: BaseRecord | null | undefined): string {
  return record ? record.resource.decorate().titleOf(record) : '';
}

function wordsOf(resourceId: string, language: Language): ResourceWords | undefined {
  return (language === 'ru' ? ruResources : enResources)[resourceId];
}

function statusWord(value: unknown, language: Language): string | undefined {
  const words: Record<string, string> = (language === 'ru' ? ruPanel : enPanel).status;
  return words[String(value)];
}

function yesOrNo(value: unknown, language: Language): string {
  const { yes, no } = (language === 'ru' ? ruPanel : enPanel).lists;
  return value === true || value === 'true' || value === 1 ? yes : no;
}

/** "2026-03-10 12:00" in the studio's zone: spreadsheets have no instants. */
function instantCell(value: unknown, timeZone: string): SheetCell {
  const instant = new Date(value as string | Date);
  return textCell(`${dateInZone(instant, timeZone)} ${timeInZone(instant, timeZone)}`);
}
