import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, say } from './steps.mjs';

const POLL_MS = 300;
const OWNERLESS_GRACE_POLLS = 10;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readOwner(ownerFile) {
  try {
    return Number(readFileSync(ownerFile, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Runs `work` while no other process of this checkout runs under the same name: two builds at once, or `npm start`
 * beside `npm test`, wait for each other. Creating a folder is the one step every file system makes atomic.
 * The lock of a process that died is taken over. It lives outside node_modules, which `npm ci` empties.
 */
export async function withLock(name, work) {
  const id = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const folder = path.join(os.tmpdir(), `studio-crm-${id}-${name}.lock`);
  const ownerFile = path.join(folder, 'pid');
  let told = false;
  for (let ownerless = 0; ;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = readOwner(ownerFile);
    ownerless = owner === null ? ownerless + 1 : 0;
    if (owner === null ? ownerless > OWNERLESS_GRACE_POLLS : !isAlive(owner)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!told) say(`  waiting for another ${name} in this folder${owner ? ` (process ${owner})` : ''} …`);
    told = true;
    await sleep(POLL_MS);
  }
  writeFileSync(ownerFile, String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
