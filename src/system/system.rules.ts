/** How the parts of the installation are, as the owner's page shows them. Instants are ISO 8601. */
export interface SystemState {
  now: string;
  product: { version: string; commit: string | null; node: string; startedAt: string; isProduction: boolean };
  database: {
    kind: 'SQLite' | 'MySQL' | 'MariaDB';
    version: string;
    bytes: number;
    migrations: { applied: number; missing: string[] };
    /** Of the folder of the file; null where the database is a server. */
    disk: { freeBytes: number; totalBytes: number } | null;
  };
  store: { kind: 'redis' | 'embedded'; isReachable: boolean };
  bot: {
    /** The last process that told of itself; null when none has in a week. */
    heartbeat: { worker: string; mode: 'polling' | 'webhook'; at: string } | null;
    /** The process that polls, and when Telegram last answered it. */
    poll: { worker: string; at: string } | null;
  };
  jobs: JobState[];
  queue: {
    classes: { name: string; waiting: number; overdueSeconds: number }[];
    bulkPerSecond: number;
    /** Until when no broadcast is sent. */
    pausedUntil: string | null;
    /** Of the last 30 days, not dealt with. */
    failures: number;
  };
}

export interface JobState {
  name: string;
  pattern: string;
  nextAt: string | null;
  last: {
    status: 'running' | 'done' | 'failed';
    startedAt: string;
    finishedAt: string | null;
    error: string | null;
  } | null;
  /** Runs of the last seven days that failed. */
  failures: number;
}

/** What is wrong; the panel has words for each, with what to do about it. `critical`: something does not work now. */
export interface SystemWarning {
  code: (typeof WARNING_CODES)[number];
  isCritical: boolean;
  params: Record<string, string | number>;
}

export const WARNING_CODES = [
  'migrations_missing',
  'store_away',
  'store_embedded',
  'disk_full',
  'bot_never',
  'bot_silent',
  'bot_deaf',
  'queue_stuck',
  'job_failed',
  'job_stuck',
  'messages_failed',
] as const;

const BOT_SILENT_MS = 60_000;
/** A poll waits for almost a minute at Telegram. */
const BOT_DEAF_MS = 180_000;
const STUCK_SECONDS = 300;
const JOB_STUCK_MS = 2 * 3_600_000;
const DISK_LOW_BYTES = 1024 ** 3;
const DISK_LOW_SHARE = 0.05;

/** What somebody should look at; the worst first. */
export function systemWarnings(state: SystemState): SystemWarning[] {
  const found = [
    ...databaseWarnings(state),
    ...storeWarnings(state),
    ...botWarnings(state),
    ...queueWarnings(state),
    ...state.jobs.flatMap((job) => jobWarnings(job, state.now)),
  ];
  return found.sort((a, b) => Number(b.isCritical) - Number(a.isCritical));
}

function warning(
  code: SystemWarning['code'],
  isCritical: boolean,
  params: SystemWarning['params'] = {},
): SystemWarning {
  return { code, isCritical, params };
}

const ageMs = (now: string, at: string): number => Date.parse(now) - Date.parse(at);

function databaseWarnings({ database: { migrations, disk } }: SystemState): SystemWarning[] {
  const missing = migrations.missing.length;
  const isLow = disk && (disk.freeBytes < DISK_LOW_BYTES || disk.freeBytes < disk.totalBytes * DISK_LOW_SHARE);
  return [
    ...(missing > 0 ? [warning('migrations_missing', true, { count: missing })] : []),
    ...(disk && isLow ? [warning('disk_full', true, { megabytes: Math.round(disk.freeBytes / 1024 ** 2) })] : []),
  ];
}

function storeWarnings({ store, product }: SystemState): SystemWarning[] {
  if (!store.isReachable) return [warning('store_away', true)];
  return store.kind === 'embedded' && product.isProduction ? [warning('store_embedded', false)] : [];
}

function botWarnings({ bot: { heartbeat, poll }, now }: SystemState): SystemWarning[] {
  if (!heartbeat) return [warning('bot_never', false)];
  const silentMs = ageMs(now, heartbeat.at);
  if (silentMs > BOT_SILENT_MS) return [warning('bot_silent', true, { minutes: Math.round(silentMs / 60_000) })];
  if (heartbeat.mode !== 'polling') return [];
  const deafMs = poll ? ageMs(now, poll.at) : Infinity;
  return deafMs > BOT_DEAF_MS ? [warning('bot_deaf', true)] : [];
}

function queueWarnings({ queue: { classes, pausedUntil, failures } }: SystemState): SystemWarning[] {
  const stuck = classes.filter(
    ({ name, overdueSeconds }) => overdueSeconds > STUCK_SECONDS && !(name === 'bulk' && pausedUntil !== null),
  );
  const waiting = stuck.reduce((sum, one) => sum + one.waiting, 0);
  const minutes = Math.round(Math.max(0, ...stuck.map(({ overdueSeconds }) => overdueSeconds)) / 60);
  return [
    ...(stuck.length > 0 ? [warning('queue_stuck', true, { count: waiting, minutes })] : []),
    ...(failures > 0 ? [warning('messages_failed', false, { count: failures })] : []),
  ];
}

function jobWarnings({ name, last }: JobState, now: string): SystemWarning[] {
  if (!last) return [];
  if (last.status === 'failed') return [warning('job_failed', true, { job: name })];
  const isStuck = last.status === 'running' && ageMs(now, last.startedAt) > JOB_STUCK_MS;
  return isStuck ? [warning('job_stuck', true, { job: name })] : [];
}
