const NAME = /^studio-(\d{4})-(\d{2})-(\d{2})T(\d{2})(\d{2})(\d{2})Z\.backup\.gz$/;
const DAY_MS = 86_400_000;
/** Whatever their age: a clock that is wrong, or backups that fail for weeks, must not take the last ones away. */
const ALWAYS_KEPT = 3;

/** `studio-2026-11-28T033000Z.backup.gz`: names sort by time. */
export function backupName(now: Date): string {
  return `studio-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.backup.gz`;
}

/** When a backup was made by its name; null = the file is none. */
export function madeAt(name: string): Date | null {
  const [, year, month, day, hour, minute, second] = NAME.exec(name) ?? [];
  return year === undefined ? null : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The backups of a folder, newest first. */
export function backupsIn(names: readonly string[]): string[] {
  return names.filter((name) => madeAt(name) !== null).sort((one, other) => (one < other ? 1 : -1));
}

/** Those to delete: older than `keepDays`, but never the newest three. */
export function outdatedBackups(names: readonly string[], now: Date, keepDays: number): string[] {
  const oldest = now.getTime() - keepDays * DAY_MS;
  return backupsIn(names)
    .slice(ALWAYS_KEPT)
    .filter((name) => (madeAt(name)?.getTime() ?? oldest) < oldest);
}
