import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { StepFailure } from './steps.mjs';

const CONNECT_LIMIT_MS = 2_000;

/**
 * Resolves where a server under test is: the one named by the variable, else the one at the usual address.
 * A server that was named must answer (throws `StepFailure`); `off` means: don't look.
 */
async function find({ variable, usualUrl, connect }) {
  const named = process.env[variable];
  if (named === 'off') return null;
  const url = named || usualUrl;
  try {
    return { url, version: await connect(url) };
  } catch (error) {
    if (named) throw new StepFailure(`${variable} names a server that does not answer: ${error.message || error.code}`);
    return null;
  }
}

async function mysqlVersion(url) {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: url, connectTimeout: CONNECT_LIMIT_MS });
  try {
    const [[row]] = await connection.query('SELECT VERSION() AS version');
    const isMariaDb = row.version.includes('MariaDB');
    return `${isMariaDb ? 'MariaDB' : 'MySQL'} ${row.version.split('-')[0]}`;
  } finally {
    await connection.end();
  }
}

async function redisVersion(url) {
  const { createClient } = await import('redis');
  const client = createClient({ url, socket: { connectTimeout: CONNECT_LIMIT_MS, reconnectStrategy: false } });
  // Without a listener a refused connection would end the process; `connect` reports it too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const info = await client.info('server');
    return `Redis ${/redis_version:(\S+)/.exec(info)?.[1] ?? 'of unknown version'}`;
  } finally {
    client.destroy();
  }
}

/** `{url, version}` of the MySQL or MariaDB server the suites may make databases on, or null. */
export function findMysql() {
  return find({ variable: 'TEST_MYSQL_URL', usualUrl: 'mysql://root@127.0.0.1:3306', connect: mysqlVersion });
}

/** `{url, version}` of the Redis server the suites may write to (under a prefix of their own), or null. */
export function findRedis() {
  return find({ variable: 'TEST_REDIS_URL', usualUrl: 'redis://127.0.0.1:6379', connect: redisVersion });
}

/** Whether suites can start a MariaDB Galera cluster of their own here: the server, its library, and rsync. */
export function hasGalera() {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const answers = (command) => spawnSync(command, ['--version'], { env }).status === 0;
  const libraries = ['/usr/lib/galera/libgalera_smm.so', '/usr/lib64/galera-4/libgalera_smm.so'];
  return libraries.some((file) => existsSync(file)) && answers('mariadbd') && answers('rsync');
}
