import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPanel } from '../../admin/index.js';
import { createApp, listen } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createContainer, type Container } from '../../src/container.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import { createLogger } from '../../src/lib/logger.js';
import { Visitor } from '../panel/panel-server.js';
import { describeOnSqlite } from '../setup/databases.js';
import { OWNER } from '../setup/studio.js';

const SECRETS = {
  apiToken: 'a-bot-token-of-the-environment-0123456789',
  sessionSecret: 'a-session-secret-that-nobody-may-read-0123',
  password: 'three cats drink green tea',
  wrongPassword: 'four dogs drink black tea',
  email: 'asel.secret@example.com',
  phone: '+996555123456',
  phoneTyped: '0555 123-456',
  clientEmail: 'client.secret@example.com',
  telegramId: '5000000001',
};

interface Line {
  level: number;
  msg: string;
  requestId?: string;
  security?: string;
  action?: string;
}

describeOnSqlite('the log of a day', (database) => {
  let studio: Container;
  let server: Server;
  let origin: string;
  let log = '';
  const lines = (): Line[] =>
    log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);

  beforeAll(async () => {
    const logger = createLogger('trace', { write: (text: string) => (log += text) });
    const config = loadConfig({ NODE_ENV: 'test', PUBLIC_URL: 'http://127.0.0.1' });
    const { apiToken, sessionSecret } = SECRETS;
    const store = new EmbeddedStore(':memory:');
    const { dataSource } = database;
    studio = createContainer({ config, dataSource, store, logger, apiToken, sessionSecret });
    const panel = await createPanel({ ...studio, config: { ...config, sessionSecret } });
    server = await listen(createApp(studio, { panel }), 0, '127.0.0.1');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await studio.store.close();
  });

  const api = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${SECRETS.apiToken}`, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });

  it('has what a watcher looks for, and every fault by its request', async () => {
    const { password, email, phoneTyped, clientEmail, telegramId, wrongPassword } = SECRETS;
    await studio.staff.create({ email, name: 'Асель', role: 'owner', password }, OWNER);
    const person = new Visitor(origin);
    await person.logIn(email, wrongPassword);
    expect((await person.logIn(email, password)).status).toBe(303);
    const form = { firstName: 'Анна', phone: phoneTyped, email: clientEmail };
    await person.post('/admin/api/resources/Client/actions/new', form);
    await person.post('/admin/api/resources/Client/actions/new', form, { 'x-xsrf-token': 'forged' });
    await person.post('/admin/api/resources/ApiToken/actions/new', { name: 'site', scopes: ['read'] });
    await api('POST', '/clients', { telegramId, firstName: 'Анна', phone: phoneTyped });
    await api('GET', `/telegram-users/${telegramId}`, undefined, { authorization: 'Bearer wrong-token-0123456789' });
    // Something breaks while people's data is in the statement.
    await database.dataSource.query('ALTER TABLE clients RENAME TO clients_away');
    const failed = await api('GET', `/telegram-users/${telegramId}`, undefined, { 'x-request-id': 'bot-update-4711' });
    await person.get(`/admin/api/resources/Client/actions/find?q=${encodeURIComponent(phoneTyped)}`);
    await database.dataSource.query('ALTER TABLE clients_away RENAME TO clients');
    await person.send('POST', '/admin/logout');

    expect([failed.status, failed.headers.get('x-request-id')]).toEqual([500, 'bot-update-4711']);
    const told = lines();
    expect(told.find(({ msg }) => msg === 'request failed')?.requestId).toBe('bot-update-4711');
    const events = told.flatMap(({ security, action }) => (security ? [action ?? security] : []));
    expect(events).toEqual(['staff.create', 'login_failed', 'login_ok', 'request_refused', 'token.create', 'logout']);
    expect(told.filter(({ security, requestId }) => security !== undefined && requestId === undefined)).toHaveLength(1);
  });

  it('tells nobody’s phone, e-mail, token or password', () => {
    expect(log.length).toBeGreaterThan(500);
    const digits = log.replace(/[ ()-]/g, '');
    for (const [name, secret] of Object.entries(SECRETS)) {
      expect([name, log.includes(secret)]).toEqual([name, false]);
    }
    expect(digits).not.toContain('555123456');
    expect(log).not.toMatch(/crm_[\w-]{20,}/);
  });
});
