import type { AddressInfo } from 'node:net';
import { createServer, request as httpRequest, type Server } from 'node:http';
import express from 'express';
import type { DataSource } from 'typeorm';
import { createPanel } from '../../admin/index.js';
import { createContainer, type Container } from '../../src/container.js';
import { FixedClock } from '../../src/lib/clock.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import { PanelSessionStore } from '../../src/http/panel-session-store.js';
import type { StaffRole } from '../../src/staff/staff.entity.js';
import { OWNER, silentLogger } from '../setup/studio.js';

export const PASSWORD = 'a long enough passphrase';

/** The parts of the panel's JSON answers that tests look at; each action fills some of them. */
export interface PanelJson {
  record: { params: Record<string, unknown>; errors: Record<string, { message: string }> };
  records: { title: string }[];
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

/** A person at a browser: keeps the cookie, and sends what a browser sends with a page's own requests. */
export class Visitor {
  cookie = '';

  constructor(private readonly origin: string) {}

  async send(method: string, path: string, body?: BodyInit, headers: Headed = {}): Promise<PanelAnswer> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin', ...(this.cookie ? { cookie: this.cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) {
      if (line.startsWith('studio_session=')) this.cookie = line.split(';')[0] ?? '';
    }
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

  logIn(email: string, password = PASSWORD, path = '/admin/login'): Promise<PanelAnswer> {
    return this.send('POST', path, new URLSearchParams({ email, password }));
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
  clock: FixedClock;
  visitor(): Visitor;
  /** A new person of that role, logged in; a coach sees the groups of `coachId`. */
  loggedIn(role: StaffRole, coachId?: number): Promise<Visitor>;
  close(): Promise<void>;
}

let people = 0;

/** The panel on a database, at noon of 10 March 2026 in Bishkek. */
export async function startPanel(dataSource: DataSource): Promise<PanelServer> {
  const clock = new FixedClock(new Date('2026-03-10T06:00:00Z'), 'Asia/Bishkek');
  const store = new EmbeddedStore(':memory:');
  const config = {
    studioName: 'Studio </title><script>alert(1)</script>',
    currency: 'KGS',
    locale: 'ru' as const,
    publicUrl: 'https://crm.example.com',
    sessionSecret: 'a secret of the tests only',
  };
  const foundation = { config: config as never, dataSource, store, logger: silentLogger, clock, apiToken: 'bot-token' };
  const studio = createContainer(foundation);
  const { router } = await createPanel({ ...studio, config, sessionStore: new PanelSessionStore(store) });
  const server: Server = createServer(express().use('/admin', router));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const visitor = () => new Visitor(origin);
  return {
    origin,
    studio,
    clock,
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
