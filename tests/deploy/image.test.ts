import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startPlayground, type RunningPlayground } from '../../playground/index.js';
import { describeOnServers } from '../setup/databases.js';
import {
  freePort,
  killRemaining,
  PRODUCTION,
  startNodeAs,
  type StudioProcess,
  type Variables,
} from '../setup/processes.js';
import { readSteps, runSteps, type Stage } from './dockerfile.js';

const LIMIT_MS = 900_000;
const ROOT = path.resolve(import.meta.dirname, '../..');
const TOKEN = `${randomInt(10_000_000, 99_999_999)}:${'s'.repeat(35)}`;
/** Installing, compiling and bundling anew takes minutes: for whoever asks for it. */
const isAskedFor = process.env.TEST_IMAGE === 'true';
/** To become another user, and to mount, takes root. */
const isRoot = process.getuid?.() === 0;

const steps = readSteps(readFileSync('Dockerfile', 'utf8'));

describe('the Dockerfile', () => {
  const texts = (keyword: string): string[] => steps.filter((step) => step.keyword === keyword).map(({ text }) => text);

  it('builds on one version of Node and runs on the same, as a user that is not root', () => {
    const versions = texts('FROM').map((text) => /^node:(24\.\d+)-bookworm(-slim)?( AS \w+)?$/.exec(text)?.[1]);
    expect(versions).toEqual([expect.stringMatching(/^24\./), versions[0]]);
    expect(texts('FROM').at(-1)).toMatch(/-slim$/);
    expect(texts('USER')).toEqual(['node']);
  });

  it('copies what there is, and nothing that .dockerignore leaves out', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);
    const copied = texts('COPY')
      .filter((text) => !text.startsWith('--from'))
      .flatMap((text) => text.split(' ').slice(0, -1));
    expect(copied.filter((place) => !existsSync(place))).toEqual([]);
    expect(copied.filter((place) => ignored.includes(place))).toEqual([]);
    expect(ignored).toEqual(expect.arrayContaining(['secrets', '.env', 'data', 'backups', '.git']));
  });

  it('installs from the lock file, and keeps no package that only development needs', () => {
    expect(texts('RUN').join('\n')).toMatch(/^npm ci\b[\s\S]*npm prune --omit=dev/);
  });
});

const describeImage: typeof describeOnServers = isAskedFor ? describeOnServers : () => undefined;

describeImage('What the Dockerfile builds', (database) => {
  let folder: string;
  let stage: Stage;
  let playground: RunningPlayground;
  let port: number;
  let web: StudioProcess;
  let bot: StudioProcess;

  const start = (command: readonly string[], variables: Variables): StudioProcess =>
    startNodeAs(command.slice(1), stage.folder, {
      ...PRODUCTION,
      ...stage.env,
      REDIS_URL: process.env.TEST_REDIS_URL ?? '',
      ...variables,
    });
  const listing = (): string[] =>
    readdirSync(stage.folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('node_modules'))
      .sort();

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'studio-crm-image-'));
    chmodSync(folder, 0o755);
    stage = await runSteps(steps, ROOT, folder);
    [playground, port] = [await startPlayground({ token: TOKEN }), await freePort()];
  }, LIMIT_MS);

  afterAll(async () => {
    killRemaining();
    await playground?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, LIMIT_MS);

  it('is the build alone: no sources, no tests, no compiler', () => {
    expect(readdirSync(stage.folder).sort()).toEqual([
      'backups',
      'data',
      'dist',
      'dist-admin',
      'node_modules',
      'package.json',
    ]);
    for (const name of ['typescript', 'jest', 'puppeteer', 'eslint', '@swc/core']) {
      expect(existsSync(path.join(stage.folder, 'node_modules', name))).toBe(false);
    }
    expect(stage.user).toBe('node');
  });

  it(
    'runs web, bot and backup from a folder that cannot be written to, as nobody in particular',
    async () => {
      const before = listing();
      web = start(stage.command, { PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: database.url });
      await web.prints('"listening"');
      const url = `http://127.0.0.1:${port}`;
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      expect((await fetch(`${url}/admin/login`)).status).toBe(200);
      bot = start(['node', 'dist/bot/main.js'], {
        TELEGRAM_BOT_TOKEN: TOKEN,
        TELEGRAM_API_URL: playground.apiRoot,
        CRM_API_URL: url,
      });
      await bot.prints('the bot is listening');
      const migrated = await start(['node', 'dist/src/migrate.js'], { DATABASE_URL: database.url }).ended;
      expect(migrated).toMatchObject({ code: 0, stdout: 'the schema is up to date\n' });
      const backups = mkdtempSync(path.join(os.tmpdir(), 'studio-crm-backups-'));
      chmodSync(backups, 0o777);
      const backup = ['node', 'dist/src/backup/backup.command.js', '--to', backups];
      expect(await start(backup, { DATABASE_URL: database.url }).ended).toMatchObject({ code: 0 });
      expect(readdirSync(backups)).toHaveLength(1);
      rmSync(backups, { recursive: true });
      const denied = await start(['node', '-e', "require('node:fs').writeFileSync('dist/x', '')"], {}).ended;
      if (isRoot) expect(denied.stderr).toMatch(/EROFS|EACCES/);
      for (const running of [web, bot]) if (isRoot) expect(running.uid()).toBe(65_534);
      expect((await Promise.all([bot.stop(), web.stop()])).map(({ code }) => code)).toEqual([0, 0]);
      expect(listing()).toEqual(before);
    },
    LIMIT_MS,
  );
});
