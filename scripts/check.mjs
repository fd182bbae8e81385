import './require-node.mjs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { installPackages } from './setup.mjs';
import { StepFailure, capture, localTool, root, runMain, say, step, tail } from './steps.mjs';

// `npm run check`: what has to hold before a change goes in, in the order in which CI runs it.
// `npm run check -- --static` leaves the tests out.

const CACHE = 'node_modules/.cache';

/** The static checks: what each looks for, the installed tool that does it, and what lets it skip what has not changed. */
const CHECKS = [
  {
    name: 'format',
    tool: 'prettier/bin/prettier.cjs',
    args: ['--check', '.'],
    cache: ['--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/prettier-check`],
  },
  {
    name: 'lint',
    tool: 'eslint/bin/eslint.js',
    args: ['.', '--max-warnings=0'],
    cache: ['--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/eslint-check`],
  },
  {
    name: 'types',
    tool: 'typescript/bin/tsc',
    args: ['--noEmit', '-p', 'tsconfig.json'],
    cache: ['--incremental', '--tsBuildInfoFile', `${CACHE}/types.tsbuildinfo`],
  },
  {
    name: 'import rules',
    tool: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', 'src', 'admin', 'bot', 'playground', 'migrations', 'tests'],
  },
  { name: 'duplicates', tool: 'jscpd/bin/jscpd', args: ['--config', '.jscpd.json'] },
  { name: 'dead code', tool: 'knip/bin/knip.js', args: ['--no-progress'] },
];

/** CI believes no cache: a rule that looks at types may be broken by a file that has not changed. */
async function runCheck({ name, tool, args, cache = [] }) {
  const startedAt = Date.now();
  const caching = process.env.CI === 'true' ? [] : cache;
  let output = '';
  try {
    await step(name, async () => {
      const result = await capture(process.execPath, [localTool(tool), ...args, ...caching], {
        env: { NO_COLOR: '1' },
      });
      output = result.output;
      if (result.code !== 0) throw new StepFailure(name);
    });
    return { name, passed: true, durationMs: Date.now() - startedAt };
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    say(`\n${tail(output)}\n`);
    return { name, passed: false, durationMs: Date.now() - startedAt };
  }
}

function runTests() {
  const startedAt = Date.now();
  say('  tests …');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'scripts/test.mjs')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let closingLine = '';
    child.stdout.on('data', (chunk) => (closingLine += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ name: 'tests', passed: code === 0, durationMs: Date.now() - startedAt, closingLine });
    });
  });
}

function showTable(results) {
  say('');
  for (const { name, passed, durationMs } of results) {
    say(
      `${passed ? '✓' : '✗'} ${name.padEnd(14)} ${passed ? 'passed' : 'FAILED'} ${(durationMs / 1000).toFixed(1).padStart(7)} s`,
    );
  }
}

await runMain(async () => {
  await installPackages();
  const results = [];
  for (const check of CHECKS) results.push(await runCheck(check));
  const tests = process.argv.includes('--static') ? null : await runTests();
  if (tests) results.push(tests);
  showTable(results);
  if (tests) process.stdout.write(tests.closingLine);
  process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
});
