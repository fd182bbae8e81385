import { expect, it } from '@jest/globals';
import { backupName, backupsIn, madeAt, outdatedBackups } from './rotation.rules.js';

const NOW = new Date('2026-11-28T03:30:15Z');
const daysAgo = (days: number): string => backupName(new Date(NOW.getTime() - days * 86_400_000));

it('a backup is named after its moment, and that moment is read from the name', () => {
  expect(backupName(NOW)).toBe('studio-2026-11-28T033015Z.backup.gz');
  expect(madeAt(backupName(NOW))).toEqual(NOW);
  for (const other of ['studio.xlsx', 'studio-2026-11-28T033015Z.backup.gz.part', 'notes.txt']) {
    expect(madeAt(other)).toBeNull();
  }
});

it('backups older than they are to be kept go, and nothing else in the folder does', () => {
  const young = [0, 1, 13, 14].map(daysAgo);
  const old = [15, 400].map(daysAgo);
  expect(outdatedBackups([...old, 'notes.txt', ...young], NOW, 14)).toEqual(old);
  expect(backupsIn([...old, 'notes.txt', ...young])).toEqual([...young, ...old]);
});

it('the newest three stay however old they are', () => {
  const all = [100, 90, 80, 70].map(daysAgo);
  expect(outdatedBackups(all, NOW, 14)).toEqual([daysAgo(100)]);
  expect(outdatedBackups(all.slice(1), NOW, 14)).toEqual([]);
});
