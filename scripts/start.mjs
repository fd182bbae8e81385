import './require-node.mjs';
import { ensureBuilt } from './build.mjs';
import { runProgram } from './program.mjs';
import { installPackages } from './setup.mjs';
import { runMain } from './steps.mjs';

// `npm start`: everything from a fresh clone to the running studio, in one process.
await runMain(async () => {
  await installPackages();
  await ensureBuilt();
  await runProgram('src/start.js', process.argv.slice(2));
});
