import type { RecordJSON } from 'adminjs';
import { readAction } from './panel-api.js';

/** Who changed a field last. */
interface Change {
  name: string;
  at: string;
}

/** What became of a record between the opening of its form and the saving. */
export interface Conflict {
  opened: RecordJSON;
  fresh: RecordJSON;
  /** The fields that somebody else changed. */
  theirs: string[];
  /** Of those the ones that were changed here too, and to something else. */
  both: string[];
  by: Record<string, Change>;
}

/** An empty field is empty, however it is written; a number and its digits are the same. */
function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function differs(one: RecordJSON, other: RecordJSON, path: string): boolean {
  return textOf(one.params[path]) !== textOf(other.params[path]);
}

/** The fields in which the second differs from the first. */
export function changedPaths(before: RecordJSON, after: RecordJSON, paths: readonly string[]): string[] {
  return paths.filter((path) => differs(before, after, path));
}

export function conflictOf(
  { opened, mine, fresh }: Record<'opened' | 'mine' | 'fresh', RecordJSON>,
  paths: readonly string[],
  by: Record<string, Change>,
): Conflict {
  const theirs = changedPaths(opened, fresh, paths);
  const both = theirs.filter((path) => differs(opened, mine, path) && differs(mine, fresh, path));
  return { opened, fresh, theirs, both, by };
}

/** What is typed here on top of the record as it is now, with what was decided about fields that both changed. */
export function merged(
  { opened, fresh, both }: Conflict,
  mine: RecordJSON,
  paths: readonly string[],
  sides: Readonly<Record<string, 'mine' | 'theirs'>>,
): RecordJSON {
  const own = changedPaths(opened, mine, paths).filter((path) => !both.includes(path) || sides[path] === 'mine');
  const params = { ...fresh.params, ...Object.fromEntries(own.map((path) => [path, mine.params[path] as unknown])) };
  const populated = { ...fresh.populated };
  for (const path of own) populated[path] = mine.populated[path];
  return { ...fresh, params, populated, errors: {} };
}

/** The record as it is now, and who changed what of it last. */
export async function readConflict(resourceId: string, recordId: string) {
  const { record } = await readAction({ resourceId, recordId, actionName: 'edit' });
  const { result } = await readAction<Record<string, Change>>({ resourceId, recordId, actionName: 'changes' });
  return { fresh: record, by: result ?? {} };
}
