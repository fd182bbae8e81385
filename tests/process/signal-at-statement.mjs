// Loaded into a program of the build before its own code (`node --import`): right before the first SQL statement that
// matches SIGNAL_AT the process sends itself SIGNAL, whatever the machine's speed: SIGKILL is a crash, SIGSTOP holds it
// there until SIGCONT. Plain JavaScript, as it runs outside of jest.
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(import.meta.url);
const { SIGNAL, SIGNAL_AT } = process.env;
const pattern = new RegExp(SIGNAL_AT);
let isSent = false;

/** Looks at what goes to the server or into the file, below everything of ours and of TypeORM. */
function watch(prototype, method) {
  const original = prototype[method];
  prototype[method] = function (statement, ...rest) {
    if (!isSent && pattern.test(statement?.sql ?? statement)) {
      isSent = true;
      writeSync(process.stderr.fd, `${SIGNAL}\n`);
      process.kill(process.pid, SIGNAL);
    }
    return original.call(this, statement, ...rest);
  };
}

watch(require('better-sqlite3').prototype, 'prepare');
watch(require('mysql2').Connection.prototype, 'query');
