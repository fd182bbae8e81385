import { parseArgs } from 'node:util';
import type { Talk, TalkResult } from './conversations.js';
import { createSqlite } from './databases.js';
import { DeliveriesStudio } from './deliveries-studio.js';
import { prepareRecipients } from './recipients.js';

const PEOPLE = 1000;
const UPDATES_EACH = 10;
/** The first hundreds of kilobytes of code are compiled and the heap has its size. */
const WARM_UP_EACH = 5;
/** The API lets a bot make 12,000 calls a minute. */
const WITH_WEB_EACH = 3;
const AT_ONCE = 50;
const RATIO_LIMIT = 0.5;
const P95_LIMIT_MS = 1000;
const MEMORY_LIMIT_MB = 30;

interface Measured extends TalkResult {
  /** Of the bot's process, for one update. */
  cpuMs: number;
  /** What the bot's process grew by from the first updates to the last. */
  grownMb: number;
}

/** `npm run bench -- --bot [--at-once 50]`: 10,000 updates from 1,000 people, against a bot that only answers. */
export async function benchBotUpdates(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { bot: { type: 'boolean' }, 'at-once': { type: 'string', default: String(AT_ONCE) } },
  });
  const database = await createSqlite();
  await prepareRecipients(database.url, PEOPLE);
  const studio = await DeliveriesStudio.open(
    database.url,
    process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379',
    PEOPLE,
  );
  try {
    const atOnce = Number(values['at-once']);
    const echo = await measure(studio, 'echo', ['echo-bot.js'], { atOnce });
    const bot = await measure(studio, 'bot', ['worker.js', '--remember'], { atOnce });
    const withWeb = { atOnce, updatesEach: WITH_WEB_EACH };
    await measure(studio, 'bot and web on this machine', ['worker.js'], withWeb);
    const ratio = bot.perSecond / echo.perSecond;
    say(`throughput: ${ratio.toFixed(2)} of the echo bot's`, ratio >= RATIO_LIMIT);
    say(`processor: ${(echo.cpuMs / bot.cpuMs).toFixed(2)} of the echo bot's updates`, null);
    say(`from update to answer: p95 ${bot.p95Ms.toFixed(0)} ms`, bot.p95Ms <= P95_LIMIT_MS);
    say(`memory: ${bot.grownMb.toFixed(0)} MB more after all updates`, bot.grownMb <= MEMORY_LIMIT_MB);
  } finally {
    await studio.close();
    await database.drop();
  }
}

async function measure(
  studio: DeliveriesStudio,
  name: string,
  [program, ...args]: [string, ...string[]],
  asked: Partial<Talk> & Pick<Talk, 'atOnce'>,
): Promise<Measured> {
  await studio.startWorker(program, args);
  const talk = { people: PEOPLE, updatesEach: UPDATES_EACH, ...asked };
  // Whose answers are remembered must be allowed to see them.
  await studio.talk({ ...talk, people: 1, atOnce: 1 });
  await studio.talk({ ...talk, updatesEach: Math.min(WARM_UP_EACH, talk.updatesEach) });
  const before = studio.memoryMb().worker;
  const cpuBefore = studio.workerCpuMs();
  const result = await studio.talk(talk);
  const memoryMb = studio.memoryMb().worker;
  const cpuMs = (studio.workerCpuMs() - cpuBefore) / (talk.people * talk.updatesEach);
  await studio.stopWorker();
  const { perSecond, medianMs, p95Ms } = result;
  const times = `median ${medianMs.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms`;
  const costs = `${cpuMs.toFixed(2)} ms of processor each, ${memoryMb.toFixed(0)} MB`;
  process.stdout.write(`${name}: ${perSecond.toFixed(0)} updates a second, ${times}, ${costs}\n`);
  return { ...result, cpuMs, grownMb: memoryMb - before };
}

/** null: for information. */
function say(text: string, isOk: boolean | null): void {
  process.stdout.write(isOk === null ? `${text}\n` : `${text}: ${isOk ? 'ok' : 'missed'}\n`);
}
