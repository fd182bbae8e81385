import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from './config.js';

function faults(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs nothing to start with', () => {
    expect(loadConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: 'sqlite:data/crm.sqlite',
      redisUrl: null,
      production: false,
    });
  });

  it('takes several tokens for the API while one follows another', () => {
    const [newer, older] = ['n'.repeat(24), 'o'.repeat(24)];
    expect(loadConfig({ API_TOKEN: `${newer}, ${older}` })).toMatchObject({
      apiToken: newer,
      formerApiTokens: [older],
    });
    expect(loadConfig({ API_TOKEN: newer })).toMatchObject({ apiToken: newer, formerApiTokens: [] });
    expect(faults({ API_TOKEN: `${newer},short` })).toEqual(['API_TOKEN must have at least 24 characters']);
  });

  it('tells every fault at once, naming the variable', () => {
    const told = faults({
      PORT: 'eighty',
      STUDIO_TIMEZONE: 'Mars/Base',
      STUDIO_CURRENCY: 'COINS',
      DATABASE_URL: 'x:y',
    });
    expect(told.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      'DATABASE_URL',
      'PORT',
      'STUDIO_CURRENCY',
      'STUDIO_TIMEZONE',
    ]);
  });

  it('stops at a misspelt name instead of going on with a default', () => {
    expect(faults({ STUDIO_TIMEZON: 'Asia/Almaty' })).toEqual(['STUDIO_TIMEZON is not known: is it misspelt?']);
    expect(faults({ PATH: '/bin', EDITOR: 'vi' })).toEqual([]);
  });

  it('takes an empty value as not given', () => {
    expect(loadConfig({ PORT: '', STUDIO_NAME: ' ' })).toMatchObject({ port: 3000, studioName: 'Studio' });
  });

  it('reads secrets from files, and refuses one that is given twice or cannot be read', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
    writeFileSync(file, `${'s'.repeat(40)}\n`);
    expect(loadConfig({ SESSION_SECRET_FILE: file }).sessionSecret).toBe('s'.repeat(40));
    expect(faults({ SESSION_SECRET_FILE: file, SESSION_SECRET: 't'.repeat(40) })).toHaveLength(1);
    expect(faults({ API_TOKEN_FILE: '/no/such/file' })).toEqual(["API_TOKEN_FILE can't be read"]);
  });

  it('has no default for a secret in production', () => {
    expect(faults({ NODE_ENV: 'production' }).map((fault) => fault.split(' ')[0])).toEqual([
      'SESSION_SECRET',
      'API_TOKEN',
      'PUBLIC_URL',
      'REDIS_URL',
    ]);
  });

  it('never repeats a secret in a fault', () => {
    const told = faults({ TELEGRAM_BOT_TOKEN: 'not-a-token-but-secret', API_TOKEN: 'short-secret' }).join('\n');
    expect(told).not.toContain('secret');
    expect(told).toContain('TELEGRAM_BOT_TOKEN');
  });
});
