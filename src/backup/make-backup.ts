import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkBackup, writeBackup } from './backup-file.js';
import { withSnapshot } from './database-snapshot.js';
import { backupName, backupsIn, madeAt, outdatedBackups } from './rotation.rules.js';
import type { Progress } from './snapshot.js';

/** With a day's backup at the same hour, and time to make it. */
const RECENT_MS = 26 * 3_600_000;
const FOLDER_MODE = 0o700;

/** Makes a backup in the folder, reads it once more to its end, and gives its path. A file that has the name is whole. */
export async function makeBackup(databaseUrl: string, folder: string, now: Date, progress: Progress): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  const file = path.join(folder, backupName(now));
  const unfinished = `${file}.part`;
  try {
    await withSnapshot(databaseUrl, (snapshot) => writeBackup(unfinished, snapshot, now, progress));
    await checkBackup(unfinished, () => undefined);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  return file;
}

/** Deletes what is older than that many days, and gives the names. */
export function deleteOutdated(folder: string, now: Date, keepDays: number): string[] {
  const outdated = outdatedBackups(readdirSync(folder), now, keepDays);
  for (const name of outdated) rmSync(path.join(folder, name));
  return outdated;
}

/** The newest backup of the folder unless it is too old for a daily one. */
export function findRecent(folder: string, now: Date): string | null {
  const [newest] = backupsIn(namesIn(folder));
  const at = newest === undefined ? null : madeAt(newest);
  return newest !== undefined && at !== null && now.getTime() - at.getTime() < RECENT_MS ? newest : null;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
