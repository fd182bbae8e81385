// One web process's worth of writes, for parallel-writes.test.ts: builds the studio's services from `dist/` and does
// what its argument lists, a step after the other, once it is told to begin. Prints one line of JSON for each step:
// {step, result} or {step, refused}. Plain JavaScript, as it runs outside of jest.
import { once } from 'node:events';
import process from 'node:process';

const fromBuild = (file) => import(new URL(`../../dist/${file}`, import.meta.url).href);

const [{ loadConfig }, { createContainer }, { openDatabase }, { FixedClock }, { pino }] = await Promise.all([
  fromBuild('src/config.js'),
  fromBuild('src/container.js'),
  fromBuild('src/db/open-database.js'),
  fromBuild('src/lib/clock.js'),
  import('pino'),
]);

const { databaseUrl, now, timeZone, steps } = JSON.parse(process.argv[2]);
const OWNER = { kind: 'staff', id: null, name: 'Owner', role: 'owner', telegram: null };

const dataSource = await openDatabase(databaseUrl);
const studio = createContainer({
  config: loadConfig({ DATABASE_URL: databaseUrl, STUDIO_TIMEZONE: timeZone }),
  dataSource,
  store: null,
  logger: pino({ level: 'silent' }),
  clock: new FixedClock(new Date(now), timeZone),
  apiToken: '',
  sessionSecret: 'of this test',
});

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** The fact is written then and its audit entry is not: the worst moment for a crash. */
function crashInsideTheNextWrite() {
  studio.audit.record = () => {
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined);
  };
}

const WRITES = {
  renew: (input) => studio.payments.renew(input, OWNER),
  freeze: (input) => studio.lazyDays.freeze(input, OWNER),
  visit: (input) => studio.trainings.recordVisit(input, OWNER),
};

async function perform({ step, input }) {
  if (step === 'crash') return crashInsideTheNextWrite();
  try {
    const { id, startDate, endDate } = await WRITES[step](input);
    print({ step, result: { id, startDate, endDate } });
  } catch (error) {
    print({ step, refused: error.code ?? String(error) });
  }
}

print({ step: 'ready' });
await once(process.stdin, 'data');
process.stdin.destroy();
for (const step of steps) await perform(step);
await dataSource.destroy();
