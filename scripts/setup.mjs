import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { StepFailure, capture, npmCommand, root, say, step, tail } from './steps.mjs';

const lockFile = path.join(root, 'package-lock.json');
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.studio-crm-lock');

/** What an installation depends on: the lock file, and what the compiled SQLite driver was compiled for. */
function wantedStamp() {
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${lock} ${process.platform} ${process.arch} ${process.versions.modules}`;
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null;
}

/**
 * Whether somebody's own `npm ci` left exactly what the lock file asks for: then two minutes are not spent again.
 * npm writes the hidden lock file last, so a broken-off installation has none.
 */
function isInstalledByHand() {
  const hidden = path.join(modules, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const found = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const same = Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || found[name]?.version === entry.version,
  );
  return same && canOpenSqlite();
}

/** The one package that is compiled on the machine, tried for real: another Node or system makes it useless. */
function canOpenSqlite() {
  try {
    const Database = createRequire(path.join(root, 'package.json'))('better-sqlite3');
    new Database(':memory:').close();
    return true;
  } catch {
    return false;
  }
}

function adviceFor(output) {
  if (/node-gyp|gyp ERR/.test(output)) {
    return (
      'The SQLite driver had to be compiled and could not be. It needs python3, make and a C++ compiler\n' +
      '(Debian, Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install) and Node’s headers.'
    );
  }
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET/.test(output)) {
    return 'The package registry could not be reached: check the network and `npm config get registry`.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: about 600 MB are needed.';
  return 'Try `npm ci` by hand to see all of its output.';
}

/**
 * Most installations of Node bring the headers that native packages are compiled against; naming them saves node-gyp a
 * download, which not every network allows. Headers of another version are left alone.
 */
function compilerEnv() {
  const prefix = path.dirname(path.dirname(realpathSync(process.execPath)));
  const header = path.join(prefix, 'include/node/node_version.h');
  if (process.env.npm_config_nodedir || !existsSync(header)) return {};
  const text = readFileSync(header, 'utf8');
  const version = ['MAJOR', 'MINOR', 'PATCH'].map((part) => new RegExp(`NODE_${part}_VERSION (\\d+)`).exec(text)?.[1]);
  return version.join('.') === process.versions.node ? { npm_config_nodedir: prefix } : {};
}

async function install(stamp) {
  const [npm, prefix] = npmCommand();
  // Development packages are asked for explicitly: with NODE_ENV=production npm would leave the compiler out.
  const args = [...prefix, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=warn'];
  await step('Installing packages, about two minutes the first time', async () => {
    const { code, output } = await capture(npm, args, { env: compilerEnv() });
    if (code !== 0) {
      throw new StepFailure(`npm ci failed. Its last words:\n\n${tail(output)}\n\n${adviceFor(output)}`);
    }
  });
  writeFileSync(stampFile, stamp);
}

/** Installs the packages unless what is installed is what the lock file asks for. Throws `StepFailure`. */
export async function installPackages() {
  if (readStamp() === wantedStamp()) return;
  await withLock('install', async () => {
    const stamp = wantedStamp();
    if (readStamp() === stamp) return;
    if (isInstalledByHand()) {
      writeFileSync(stampFile, stamp);
      return;
    }
    if (existsSync(modules)) say('The installed packages are not those of package-lock.json.');
    await install(stamp);
  });
}
