import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { databaseKind } from '../db/data-source.js';
import { loadCommandConfig } from '../config.js';
import { DONE } from '../imports/command-run.js';
import { BackupError } from './backup-error.js';
import { progressOnTerminal, runBackupCommand } from './command.js';
import { withSnapshot } from './database-snapshot.js';
import { bringUpToDate, loadSnapshot } from './load-snapshot.js';

interface Options {
  from: string;
  to: string;
  force: boolean;
}

/** `@file` stands for the address in it. */
function addressOf(text: string | undefined): string | null {
  const address = text?.startsWith('@') ? readFileSync(text.slice(1), 'utf8').trim() : text;
  return address !== undefined && databaseKind(address) !== null ? address : null;
}

function readOptions(): Options | 'help' | null {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [from, to] = [addressOf(values.from), addressOf(values.to)];
  return from === null || to === null ? null : { from, to, force: values.force };
}

runBackupCommand<Options>({
  usage: 'moveUsage',
  config: loadCommandConfig,
  options: readOptions,
  run: async ({ from, to, force }, _config, words) => {
    if (from.replace(/^mariadb:/, 'mysql:') === to.replace(/^mariadb:/, 'mysql:'))
      throw new BackupError('same_database');
    const { progress, rows } = progressOnTerminal();
    await withSnapshot(from, (snapshot) => loadSnapshot(snapshot, to, { force, progress }));
    await bringUpToDate(to);
    process.stdout.write(`${words.moved(rows())}\n`);
    return DONE;
  },
});
