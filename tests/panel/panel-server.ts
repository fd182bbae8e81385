import type { AddressInfo } from 'node:net';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type AdminJS from 'adminjs';
import express, { type Router } from 'express';
import type { DataSource } from 'typeorm';
import { createPanel } from '../../admin/index.js';
import { createContainer, type Container } from '../../src/container.js';
import { FixedClock } from '../../src/lib/clock.js';
import { cameByTls } from '../../src/http/security-headers.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import type { StaffRole } from '../../src/staff/staff.entity.js';
import { OWNER, silentLogger } from '../setup/studio.js';

export const PASSWORD = 'a long enough passphrase';

/** The parts of the panel's JSON answers that tests look at; each action fills some of them. */
export interface PanelJson {
  record: { params: Record<string, unknown>; errors: Record<string, { message: string }> };
  records: { title: string; populated: Record<string, { title: string } | undefined> }[];
  notice?: { type: string; message: string };
  problem?: { code: string; message: string; fields: Record<string, string> };
  result: Record<string, unknown>;
  redirectUrl?: string;
  studio: unknown;
}

/** What the panel answered. */
export interface PanelAnswer {
  status: number;
  headers: Headers;
  text: string;
  json: PanelJson;
}

type Headed = Record<string, string>;

/** The cookies whose values a page of ours sends back with every change. */
const TOKEN_COOKIES = ['XSRF-TOKEN', 'studio_visitor'] as const;

/** A person at a browser: keeps the cookies, and sends what a browser sends with a page's own requests. */
export class Visitor {
  /** The session's. */
  cookie = '';
  private readonly tokens = new Map<string, string>();

  constructor(private readonly origin: string) {}

  /** What the pages of the panel send with a change; '' before the first page. */
  get pageToken(): string {
    return this.tokens.get('XSRF-TOKEN') ?? '';
  }

  private get cookies(): string {
    return [this.cookie, ...[...this.tokens].map(([name, value]) => `${name}=${value}`)].filter(Boolean).join('; ');
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';');
    const [name = ''] = pair.split('=');
    if (name.endsWith('studio_session')) this.cookie = pair;
    if ((TOKEN_COOKIES as readonly string[]).includes(name)) this.tokens.set(name, pair.slice(name.length + 1));
  }

  async send(method: string, path: string, body?: BodyInit, headers: Headed = {}): Promise<PanelAnswer> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(this.cookies ? { cookie: this.cookies } : {}),
        ...(method === 'GET' || !this.pageToken ? {} : { 'x-xsrf-token': this.pageToken }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    response.headers.getSetCookie().forEach((line) => this.keep(line));
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : {}) as PanelJson,
    };
  }

  get(path: string, headers: Headed = {}): Promise<PanelAnswer> {
    return this.send('GET', path, undefined, headers);
  }

  /** As the panel's own pages post. */
  post(path: string, data: object = {}, headers: Headed = {}): Promise<PanelAnswer> {
    return this.send('POST', path, JSON.stringify(data), { 'content-type': 'application/json', ...headers });
  }

  /** As AdminJS's forms post. */
  submit(path: string, fields: Record<string, string>): Promise<PanelAnswer> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return this.send('POST', path, form);
  }

  /** Opens the login page, fills in its form and looks at the first page, as a browser does. */
  async logIn(email: string, password = PASSWORD, path = '/admin/login'): Promise<PanelAnswer> {
    await this.get(path);
    const answer = await this.submitLogin(path, { email, password });
    if (answer.status === 303) await this.get('/admin/api/resources/Client/actions/find?q=');
    return answer;
  }

  /** The form of a login page, with the token that the page was given. */
  submitLogin(path: string, fields: Record<string, string>): Promise<PanelAnswer> {
    const csrf = this.tokens.get('studio_visitor') ?? '';
    return this.send('POST', path, new URLSearchParams({ csrf, ...fields }), { 'x-xsrf-token': csrf });
  }
}

/** Sends bytes as they are and never ends the body; resolves with the status, or null when the server hung up. */
export function sendUnfinished(origin: string, path: string, headers: Headed, bytes: string): Promise<number | null> {
  return new Promise((resolve) => {
    const request = httpRequest(`${origin}${path}`, { method: 'POST', headers });
    const timer = setTimeout(() => request.destroy(), 500);
    request.on('response', (response) => {
      clearTimeout(timer);
      resolve(response.statusCode ?? null);
      request.destroy();
    });
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
    request.write(bytes);
  });
}

export interface PanelServer {
  origin: string;
  studio: Container;
  admin: AdminJS;
  /** `GET /login` …: every address of ours, without AdminJS's own and the files that are open to everyone. */
  routes(): string[];
  /** How many requests express has served. */
  throughExpress(): number;
  clock: FixedClock;
  /** What the store keeps for a while grows so much older. */
  passTime(ms: number): void;
  visitor(): Visitor;
  /** A new person of that role, logged in; a coach sees the groups of `coachId`. */
  loggedIn(role: StaffRole, coachId?: number): Promise<Visitor>;
  close(): Promise<void>;
}

let people = 0;

/** Of AdminJS, and the files of the pages. */
const FOREIGN_ROUTE = /^(?:\/api\/(?!session$)|\/resources|\/pages|\/frontend\/|\/assets\/|\/?$)/;

interface Layered {
  stack?: { route?: { path: string; methods: Record<string, boolean> }; handle: Layered }[];
}

function ownRoutes(router: Router): string[] {
  const layers = (router as unknown as Layered).stack ?? [];
  return layers.flatMap(({ route, handle }) => {
    if (!route) return ownRoutes(handle as unknown as Router);
    if (FOREIGN_ROUTE.test(route.path)) return [];
    return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`);
  });
}

/** The panel on a database, at noon of 10 March 2026 in Bishkek. */
export async function startPanel(dataSource: DataSource): Promise<PanelServer> {
  const clock = new FixedClock(new Date('2026-03-10T06:00:00Z'), 'Asia/Bishkek');
  let passedMs = 0;
  const store = new EmbeddedStore(':memory:', () => Date.now() + passedMs);
  const config = {
    studioName: 'Studio </title><script>alert(1)</script>',
    currency: 'KGS',
    locale: 'ru' as const,
    publicUrl: 'https://crm.example.com',
    sessionSecret: 'a secret of the tests only',
    formerApiTokens: [],
  };
  const { sessionSecret } = config;
  const given = { dataSource, store, logger: silentLogger, clock, apiToken: 'bot-token', sessionSecret };
  const studio = createContainer({ ...given, config: config as never });
  const { reads, router, admin } = await createPanel({ ...studio, config });
  let throughExpress = 0;
  const app = express().set('trust proxy', 'loopback').use('/admin', router);
  const server: Server = createServer((request, response) => {
    void reads.take(
      request,
      response,
      cameByTls(request, () => true),
      () => {
        throughExpress += 1;
        app(request, response);
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const visitor = () => new Visitor(origin);
  return {
    origin,
    studio,
    admin,
    routes: () => ownRoutes(router),
    throughExpress: () => throughExpress,
    clock,
    passTime(ms) {
      passedMs += ms;
    },
    visitor,
    async loggedIn(role, coachId) {
      people += 1;
      const email = `person${people}@example.com`;
      await studio.staff.create({ email, name: `Person ${people}`, role, coachId, password: PASSWORD }, OWNER);
      const person = visitor();
      const { status } = await person.logIn(email);
      if (status !== 303) throw new Error(`the login answered ${status}`);
      return person;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}
