import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { freePort } from './processes.js';

const START_LIMIT_MS = 120_000;
const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
const env = { ...process.env, PATH };
const GALERA = ['/usr/lib/galera/libgalera_smm.so', '/usr/lib64/galera-4/libgalera_smm.so'];
/** Root may not be who a server runs as; and what brings a new node up to date would run as somebody else again. */
const isRoot = process.getuid?.() === 0;

const answers = (command: string): boolean => spawnSync(command, ['--version'], { env }).status === 0;

/** Whether a MariaDB of a test's own can be started here: one that it may stop. */
export const canStartMariaDb = (): boolean => answers('mariadbd');

/** Galera's library; undefined where there is none, or nothing to bring a new node up to date with. */
export const findGalera = (): string | undefined =>
  answers('mariadbd') && answers('rsync') ? GALERA.find((file) => existsSync(file)) : undefined;

/** A folder that the servers' user can reach, unlike a temporary folder of root's. */
export function serversFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'studio-crm-servers-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Makes the files of a server with an empty database `crm`, and root without a password. */
export function installServer(folder: string): void {
  const options = [
    '--no-defaults',
    ...(isRoot ? ['--user=root'] : []),
    `--datadir=${folder}`,
    `--tmpdir=${path.dirname(folder)}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ];
  const { status, stderr } = spawnSync('mariadb-install-db', options, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`mariadb-install-db: ${stderr}`);
  mkdirSync(path.join(folder, 'crm'));
  giveToServer(folder);
}

/** The same files once more. */
export function copyServer(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  giveToServer(to);
}

function giveToServer(folder: string): void {
  if (isRoot) spawnSync('chown', ['-R', 'mysql', folder]);
}

/** A server of a test's own, on files that stay when it is killed. */
export class OwnMariaDb {
  private child: ChildProcess | null = null;
  private printed = '';

  constructor(
    readonly folder: string,
    readonly port: number,
    private readonly options: readonly string[] = [],
  ) {}

  static async start(): Promise<OwnMariaDb> {
    const folder = path.join(serversFolder(), 'one');
    installServer(folder);
    const server = new OwnMariaDb(folder, await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `mysql://root@127.0.0.1:${this.port}/crm`;
  }

  /** Resolves once it takes part and answers. */
  async start(...more: string[]): Promise<void> {
    const options = [
      '--no-defaults',
      ...(isRoot ? ['--user=mysql'] : []),
      `--datadir=${this.folder}`,
      `--socket=${this.folder}-tmp/sock`,
      `--pid-file=${this.folder}-tmp/pid`,
      // A server empties the folder for temporary tables as it starts: not one that another server uses too.
      `--tmpdir=${this.folder}-tmp`,
      `--port=${this.port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--character-set-server=utf8mb4',
      '--innodb-buffer-pool-size=64M',
      '--innodb-log-file-size=32M',
      ...this.options,
      ...more,
    ];
    mkdirSync(`${this.folder}-tmp`, { recursive: true });
    giveToServer(`${this.folder}-tmp`);
    const child = spawn('mariadbd', options, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.child = child;
    this.printed = '';
    child.stderr.on('data', (chunk: Buffer) => (this.printed = (this.printed + String(chunk)).slice(-10_000)));
    for (const deadline = Date.now() + START_LIMIT_MS; !(await this.isReady()); await sleep(100)) {
      const isGone = child.exitCode !== null || child.signalCode !== null;
      if (isGone || Date.now() > deadline) throw new Error(`MariaDB does not start:\n${this.printed}`);
    }
  }

  /** SIGKILL: a crash. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Ends it for good. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }

  async query<Row>(sql: string): Promise<Row[]> {
    const connection = await createConnection({ uri: this.url, connectTimeout: 2000 });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows as Row[];
    } finally {
      connection.destroy();
    }
  }

  private async isReady(): Promise<boolean> {
    try {
      const [ready] = await this.query<{ Value: string }>("SHOW STATUS LIKE 'wsrep_ready'");
      const isMember = this.options.some((option) => option.startsWith('--wsrep'));
      return !isMember || ready?.Value === 'ON';
    } catch {
      return false;
    }
  }
}
