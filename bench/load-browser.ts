/** A person at the panel, as far as the server sees one: keeps cookies, and logs in by the page's form. */
export class LoadBrowser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  async get(path: string): Promise<number> {
    return (await this.send(path, {})).status;
  }

  /** Gives the status: 303 when the login was taken. */
  async logIn(email: string, password: string): Promise<number> {
    await this.get('/admin/login');
    const csrf = this.cookies.get('studio_visitor') ?? '';
    const body = new URLSearchParams({ csrf, email, password });
    return (await this.send('/admin/login', { method: 'POST', body, headers: { 'x-xsrf-token': csrf } })).status;
  }

  private async send(
    path: string,
    init: { method?: string; body?: URLSearchParams; headers?: Record<string, string> },
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'sec-fetch-site': 'same-origin', cookie, ...init.headers };
    const response = await fetch(`${this.origin}${path}`, { ...init, headers, redirect: 'manual' });
    await response.arrayBuffer();
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return response;
  }
}
