import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvLine } from '../../admin/csv-line.js';
import { safeReturnPath } from '../../admin/security/session.js';
import { isWebLink } from '../../src/trainings/training.rules.js';
import { startPanel, type PanelServer, type Visitor } from '../panel/panel-server.js';
import { describeOnSqlite } from '../setup/databases.js';
import { nextPhone, OWNER } from '../setup/studio.js';

describe('after the login nobody is led', () => {
  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/admin//evil.example',
    '/admin\\evil.example',
    '/admin@evil.example',
    '/adminevil',
    'javascript:alert(1)',
    '/admin/%0d%0aSet-Cookie:x',
    '/admin/<script>',
    '/admin/login?next=/admin',
    '/admin/\u0000',
    ['/admin'],
    { toString: () => '//evil.example' },
    undefined,
  ])('to %j', (next) => {
    const path = safeReturnPath(next);
    expect(new URL(path, 'https://crm.example.com').origin).toBe('https://crm.example.com');
    expect(path === '/admin' || /^\/admin\/[\w%]+/.test(path)).toBe(true);
    expect(path).not.toContain('login');
  });
});

describe('a link to an online class', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://a.example', '//a.example', 'x'])(
    'is never %s',
    (link) => {
      expect(isWebLink(link)).toBe(false);
    },
  );

  it('is kept as text and given to people: the product itself opens no address that somebody has typed', () => {
    expect(isWebLink('https://class.example/room?x=1')).toBe(true);
  });
});

describe('a cell of a list that is saved as a file', () => {
  it.each(['=cmd|" /C calc"!A0', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', "'=1"])(
    'is text when it is %j',
    (cell) => {
      expect(csvLine([cell])).toMatch(/^"'/);
    },
  );

  it('ends neither its field nor its line', () => {
    expect(csvLine(['a"b,c'])).toBe('"a""b,c"\r\n');
  });
});

describeOnSqlite('a person of the studio who means harm', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;
  let clientId: number;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
    manager = await panel.loggedIn('manager');
    ({ id: clientId } = await panel.studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, OWNER));
  });
  afterAll(() => panel?.close());

  const row = async (): Promise<Record<string, unknown>> => {
    const rows: unknown = await database.dataSource.query('SELECT * FROM clients WHERE id = ?', [clientId]);
    return (rows as Record<string, unknown>[])[0] ?? {};
  };
  const post = (path: string, text: string) => manager.send('POST', path, text, { 'content-type': 'application/json' });

  it.each([
    '{"__proto__":{"polluted":"yes"},"firstName":"Анна"}',
    '{"constructor":{"prototype":{"polluted":"yes"}},"firstName":"Анна"}',
    '{"__proto__.polluted":"yes","firstName":"Анна"}',
    '{"constructor.prototype.polluted":"yes","firstName":"Анна"}',
    '{"firstName":{"__proto__":{"polluted":"yes"}}}',
  ])('gives no object of ours a new property with %s', async (body) => {
    for (const action of ['new', `../records/${clientId}/edit`]) {
      await post(new URL(`/admin/api/resources/Client/actions/${action}`, panel.origin).pathname, body);
    }
    await owner.get('/admin/api/resources/Client/actions/list?filters.__proto__.polluted=yes&__proto__[polluted]=yes');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((Object as unknown as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['archivedAt', '2020-01-01T00:00:00.000Z'],
    ['hasPhoto', true],
    ['registeredDate', '2020-01-01'],
    ['searchName', 'x'],
    ['importId', 1],
    ['id', 999],
    ['telegramState', 'blocked'],
    ['createdAt', '2020-01-01T00:00:00.000Z'],
  ])('sets no %s that the form does not have', async (field, value) => {
    const before = await row();
    const { version } = before;
    await post(`/admin/api/resources/Client/records/${clientId}/edit`, JSON.stringify({ version, [field]: value }));
    expect((await row())[field]).toEqual(before[field]);
  });

  it.each(['role', 'passwordHash', 'sessionEpoch', 'password'])('gives themselves no other %s', async (field) => {
    const read = () => database.dataSource.query("SELECT * FROM staff WHERE role = 'manager'");
    const before: unknown = await read();
    const [{ id }] = before as [{ id: number }];
    await post(`/admin/api/resources/Staff/records/${id}/edit`, JSON.stringify({ [field]: 'owner owner owner' }));
    expect(await read()).toEqual(before);
  });

  it.each([
    '/admin/assets/../../package.json',
    '/admin/assets/..%2f..%2fpackage.json',
    '/admin/assets/%2e%2e/%2e%2e/package.json',
    '/admin/assets/....//package.json',
    '/admin/frontend/assets/..%5c..%5cpackage.json',
    '/admin/assets/panel.css%00.js',
    '/admin/photos/..%2f..%2fetc%2fpasswd',
    '/admin/photos/1%27--',
  ])('reads no file of the server at %s', async (path) => {
    const { status, text } = await manager.get(path);
    expect(status).toBeLessThan(500);
    expect(text).not.toContain('"dependencies"');
    expect(text).not.toContain('root:');
  });

  it.each([
    "filters.firstName=' OR 1=1 --",
    'filters.id=1 OR 1=1',
    'sortBy=passwordHash&direction=asc',
    'sortBy=id;DROP TABLE clients&direction=asc',
    'direction=asc,(SELECT 1)',
    'perPage=1e9',
    'page=-1',
    'q=%27%22%3B--',
  ])('finds neither more nor a fault with %s', async (query) => {
    const { status, text } = await manager.get(`/admin/api/resources/Client/actions/list?${encodeURI(query)}`);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/SQLITE|QueryFailed|"passwordHash":|at .*\.js:\d+/);
  });
});
