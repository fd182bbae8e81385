import './require-node.mjs';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { findBrowser } from './find-browser.mjs';
import { findMysql, findRedis, hasGalera } from './find-servers.mjs';
import { installPackages } from './setup.mjs';
import { StepFailure, localTool, root, runMain, say } from './steps.mjs';

// `npm test [-- what jest takes]`: set-up included, on whatever this machine has; what it lacks is named at the end.

const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** What the machine offers beyond Node; what is missing is null. */
async function findSurroundings(mayFetch) {
  const [mysql, redis] = await Promise.all([findMysql(), findRedis()]);
  const browser = await findBrowser({ mayFetch });
  say(`  database servers: SQLite${mysql ? `, ${mysql.version}` : ''}`);
  say(`  store: in-process${redis ? `, ${redis.version}` : ''}`);
  say(`  browser: ${browser ?? 'none'}`);
  const galera = hasGalera();
  say(`  cluster: ${galera ? 'Galera' : 'none'}`);
  return { mysql, redis, browser, galera };
}

function missingOf({ mysql, redis, browser, galera }) {
  return [!mysql && 'MySQL', !redis && 'Redis', !browser && 'browser', !galera && 'Galera'].filter(Boolean);
}

function runJest(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--experimental-vm-modules', localTool('jest/bin/jest.js'), ...args], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function testEnvironment({ mysql, redis, browser }) {
  return {
    ...process.env,
    NODE_ENV: 'test',
    TZ: process.env.TEST_TZ || 'UTC',
    NODE_NO_WARNINGS: '1',
    TEST_MYSQL_URL: mysql?.url ?? '',
    TEST_REDIS_URL: redis?.url ?? '',
    TEST_BROWSER: browser ?? '',
  };
}

/** Counts over all suites; a suite that could not even be loaded counts as one failed test. */
function readCounts(file) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return NOTHING;
  }
}

/** Installs, builds and looks around. The browser is only fetched for the whole set of suites. */
async function setUp(jestArgs) {
  await installPackages();
  await ensureBuilt();
  return findSurroundings(jestArgs.length === 0);
}

async function runSuites(jestArgs, surroundings) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'studio-crm-results-'));
  const resultFile = path.join(folder, 'results.json');
  const code = await runJest(['--json', `--outputFile=${resultFile}`, ...jestArgs], testEnvironment(surroundings));
  const counts = readCounts(resultFile);
  rmSync(folder, { recursive: true, force: true });
  return { code, ...counts };
}

/** The last line, whatever happened: what runs us reads it. */
function closingLine({ passed, failed, skipped }) {
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

await runMain(async () => {
  const jestArgs = process.argv.slice(2);
  const surroundings = await setUp(jestArgs).catch((error) => {
    if (!(error instanceof StepFailure)) throw error;
    say(`\n${error.message}\n\nno test ran`);
    return null;
  });
  if (!surroundings) {
    closingLine(NOTHING);
    process.exitCode = 1;
    return;
  }
  const result = await runSuites(jestArgs, surroundings);
  const missing = missingOf(surroundings);
  const isIncomplete = process.env.CI === 'true' && (missing.length > 0 || result.skipped > 0);
  if (result.passed + result.failed === 0) say('no test ran');
  else if (isIncomplete) say('with CI=true every test has to run');
  if (missing.length > 0) process.stdout.write(`not run: ${missing.join(', ')}\n`);
  closingLine(result);
  process.exitCode = result.code !== 0 || result.failed > 0 || result.passed === 0 || isIncomplete ? 1 : 0;
});
