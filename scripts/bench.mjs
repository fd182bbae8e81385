import './require-node.mjs';
import { ensureBuilt } from './build.mjs';
import { findBrowser } from './find-browser.mjs';
import { runProgram } from './program.mjs';
import { installPackages } from './setup.mjs';
import { runMain } from './steps.mjs';

// `npm run bench [-- --full --mysql]`: the benchmarks, as ratios to a floor measured in the same run.
await runMain(async () => {
  await installPackages();
  await ensureBuilt();
  const args = process.argv.slice(2);
  if (args.includes('--pages')) process.env.TEST_BROWSER ||= (await findBrowser({ mayFetch: true })) ?? '';
  await runProgram('bench/main.js', args);
});
