import { parseArgs } from 'node:util';
import { loadCommandConfig } from '../config.js';
import { DONE } from '../imports/command-run.js';
import { checkBackup, withBackup } from './backup-file.js';
import { progressOnTerminal, runBackupCommand } from './command.js';
import { bringUpToDate, loadSnapshot } from './load-snapshot.js';

interface Options {
  file: string;
  force: boolean;
  check: boolean;
}

function readOptions(): Options | 'help' | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      force: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [file, ...others] = positionals;
  return file === undefined || others.length > 0 ? null : { file, force: values.force, check: values.check };
}

runBackupCommand<Options>({
  usage: 'restoreUsage',
  config: loadCommandConfig,
  options: readOptions,
  run: async ({ file, force, check }, { databaseUrl }, words) => {
    const { progress, rows } = progressOnTerminal();
    if (!check) await checkBackup(file, () => undefined);
    if (check) {
      await checkBackup(file, progress);
      process.stdout.write(`${words.sound(file, rows())}\n`);
      return DONE;
    }
    await withBackup(file, (snapshot) => loadSnapshot(snapshot, databaseUrl, { force, progress }));
    await bringUpToDate(databaseUrl);
    process.stdout.write(`${words.restored(file, rows())}\n`);
    return DONE;
  },
});
