import './require-node.mjs';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt, hasSources } from './build.mjs';
import { runProgram } from './program.mjs';
import { installPackages } from './setup.mjs';
import { StepFailure, root, runMain } from './steps.mjs';

// `npm run web|bot|migrate|import -- arguments`: one program of the build.
// In production what was built is what runs; elsewhere a build that lags behind the sources is renewed first.
await runMain(async () => {
  const [entry, ...args] = process.argv.slice(2);
  if (!entry) throw new StepFailure('usage: node scripts/run.mjs <entry below dist> [arguments]');
  const isBuilt = existsSync(path.join(root, 'dist', entry));
  if (hasSources() && (!isBuilt || process.env.NODE_ENV !== 'production')) {
    await installPackages();
    await ensureBuilt();
  }
  if (!existsSync(path.join(root, 'dist', entry))) throw new StepFailure(`dist/${entry} is missing: run npm run build`);
  await runProgram(entry, args);
});
