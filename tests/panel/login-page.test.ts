import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnSqlite } from '../setup/databases.js';
import { startPanel, type PanelAnswer, type PanelServer } from './panel-server.js';

/** Addresses that the browser loads for the page itself, without what it fetches ahead. */
function loadedFiles(html: string): string[] {
  const tags = html.match(/<(?:script|link|img)[^>]*>/g) ?? [];
  const now = tags.filter((tag) => !tag.includes('rel="prefetch"'));
  return now.flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
}

describeOnSqlite('the login page', (database) => {
  let panel: PanelServer;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
  });
  afterAll(() => panel?.close());

  const refused = (email: string, next = ''): Promise<PanelAnswer> =>
    panel.visitor().logIn(email, 'wrong', `/admin/login${next}`);

  it('is a few kilobytes, all of this site, and allows no script and no style inside it', async () => {
    const visitor = panel.visitor();
    const page = await visitor.get('/admin/login');
    const files = loadedFiles(page.text);
    expect(files.length).toBeGreaterThan(2);
    let bytes = page.text.length;
    for (const file of files) {
      expect(file).toMatch(/^\/admin\/assets\//);
      const { status, text } = await visitor.get(file);
      expect(status).toBe(200);
      bytes += text.length;
    }
    expect(bytes).toBeLessThan(60_000);
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(page.text).not.toMatch(/ style=|<style| on[a-z]+=/);
  });

  it('keeps the typed e-mail after a wrong password, says what is wrong and waits in the password', async () => {
    const { status, text } = await refused('Anna@example.com ');
    expect(status).toBe(401);
    expect(text).toContain('value="anna@example.com"');
    expect(text).toMatch(/role="alert">Неверная почта или пароль\.</);
    expect(text.match(/<input[^>]*autofocus[^>]*>/)?.[0]).toContain('name="password"');
    expect(text).not.toContain('wrong"');
  });

  it('tells a person whose session has ended that it has, and nobody who logged out or was never there', async () => {
    const page = '/admin/resources/Client?filters.status=owing';
    const person = await panel.loggedIn('manager');
    const ended = 'Сеанс закончился. Войдите, и откроется та же страница.';
    const login = async (visitor = person): Promise<string> =>
      (await visitor.get((await visitor.get(page)).headers.get('location') ?? '')).text;
    panel.passTime(5 * 60 * 60 * 1000);
    expect(await login()).toContain(ended);
    expect(await login(panel.visitor())).not.toContain(ended);
    const leaving = await panel.loggedIn('manager');
    const { headers } = await leaving.post('/admin/logout');
    expect((await leaving.get(headers.get('location') ?? '')).text).not.toContain(ended);
  });

  it('shows what a stranger typed as text and leads nobody to another site', async () => {
    const { text } = await refused('"><script>alert(1)</script>@x.example', '?next=//evil.example');
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('evil.example');
    expect(text).toContain('action="/admin/login?next=%2Fadmin"');
  });

  it('speaks the chosen language from then on, also about mistakes, and forgets no way back', async () => {
    const visitor = panel.visitor();
    const chosen = await visitor.get('/admin/login?next=%2Fadmin%2Fresources%2FClient&language=en');
    expect(chosen.text).toContain('<html lang="en">');
    expect(chosen.text).toContain('action="/admin/login?next=%2Fadmin%2Fresources%2FClient"');
    expect(chosen.headers.get('set-cookie')).toMatch(/^studio_language=en; .*Path=\/admin;.*SameSite=Lax/);
    visitor.cookie = 'studio_language=en';
    expect((await visitor.logIn('anna@example.com', 'wrong')).text).toContain('Wrong e-mail or password.');
    expect((await panel.visitor().get('/admin/login?language=xx')).text).toContain('<html lang="ru">');
  });

  it('comes in the look that was chosen, and in no other', async () => {
    const visitor = panel.visitor();
    const look = async (cookie: string) => (await visitor.get('/admin/login', { cookie })).text;
    expect(await look('studio_theme=dark')).toContain('data-theme="dark"');
    expect(await look('studio_theme="><b>')).not.toContain('data-theme');
  });
});
