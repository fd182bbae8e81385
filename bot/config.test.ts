import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadBotConfig } from './config.js';

const TOKEN = `123456:${'A'.repeat(35)}`;
const ENOUGH = { API_TOKEN: 'x'.repeat(32), TELEGRAM_BOT_TOKEN: TOKEN, REDIS_URL: 'redis://127.0.0.1:6379' };

describe('the bot’s configuration', () => {
  it('is complete with two tokens and Redis', () => {
    expect(loadBotConfig(ENOUGH)).toMatchObject({
      crmApiUrl: 'http://127.0.0.1:3000',
      telegramApiUrl: 'https://api.telegram.org',
      telegramToken: TOKEN,
      locale: 'ru',
    });
  });

  it('lists everything that is missing or wrong at once', () => {
    const load = () => loadBotConfig({ CRM_API_URL: 'ftp://x', STUDIO_LOCALE: 'kk', LOG_LEVEL: 'loud' });
    expect(load).toThrow(/CRM_API_URL/);
    expect(load).toThrow(/STUDIO_LOCALE/);
    expect(load).toThrow(/LOG_LEVEL/);
    const none = () => loadBotConfig({ BOT_MODE: 'pigeon' });
    for (const name of ['API_TOKEN', 'TELEGRAM_BOT_TOKEN', 'REDIS_URL', 'BOT_MODE']) {
      expect(none).toThrow(new RegExp(`${name} `));
    }
  });

  it('of a bot that updates are pushed to says where to and with which secret', () => {
    const pushed = { ...ENOUGH, BOT_MODE: 'webhook' };
    expect(() => loadBotConfig(pushed)).toThrow(/PUBLIC_URL is required[^]*TELEGRAM_WEBHOOK_SECRET is required/);
    const given = { PUBLIC_URL: 'https://crm.example/', TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-the-webhook' };
    expect(loadBotConfig({ ...pushed, ...given, BOT_PORT: '8443' }).webhook).toEqual({
      url: 'https://crm.example/telegram/webhook',
      secret: 'a-secret-of-the-webhook',
      host: '127.0.0.1',
      port: 8443,
    });
    expect(loadBotConfig({ ...ENOUGH, ...given }).webhook).toBeNull();
  });

  it('never shows a token that is wrong', () => {
    expect(() => loadBotConfig({ ...ENOUGH, TELEGRAM_BOT_TOKEN: 'secret-but-wrong' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret-but-wrong') }),
    );
  });

  it('reads secrets from files', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'bot-config-'));
    const file = path.join(folder, 'token');
    writeFileSync(file, `${TOKEN}\n`);
    const config = loadBotConfig({ ...ENOUGH, TELEGRAM_BOT_TOKEN: '', TELEGRAM_BOT_TOKEN_FILE: file });
    expect(config.telegramToken).toBe(TOKEN);
    rmSync(folder, { recursive: true });
  });
});
