import './require-node.mjs';
import { ensureBuilt } from './build.mjs';
import { runProgram } from './program.mjs';
import { installPackages } from './setup.mjs';
import { runMain } from './steps.mjs';

// `npm run bench [-- --full --mysql]`: the benchmarks, as ratios to a floor measured in the same run.
await runMain(async () => {
  await installPackages();
  await ensureBuilt();
  await runProgram('bench/main.js', process.argv.slice(2));
});
