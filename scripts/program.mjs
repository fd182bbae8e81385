import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { panelRunEnv } from './build.mjs';
import { root } from './steps.mjs';

/** `.env` fills in what the environment leaves out; it never overrides it. */
function loadEnvFile() {
  const file = path.join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Becomes a built program: loads `dist/<entry>` into this process with `args` as its arguments.
 * One process instead of two, so signals, the exit code and the terminal are the program's own.
 */
export async function runProgram(entry, args) {
  const file = path.join(root, 'dist', entry);
  process.chdir(root);
  loadEnvFile();
  // Civil dates are strings in the studio's zone; the machine's zone must have no say (Node obeys a change at once).
  Object.assign(process.env, panelRunEnv, { TZ: 'UTC' });
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0], file, ...args];
  await import(pathToFileURL(file).href);
}
