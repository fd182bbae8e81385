import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { gzipSync } from 'node:zlib';
import { Router as AdminRouter, ViewHelpers, type ActionRequest, type default as AdminJS } from 'adminjs';
import type { Logger } from '../src/lib/logger.js';
import { isAllowed } from './access.js';
import type { Problem } from './domain-refusal.js';
import { LeanRecord } from './lean-record.js';
import { answerOfFault } from './panel-faults.js';
import type { PanelUser } from './panel-user.js';
import { parseId } from './resource-filters.js';
import { PANEL_HEADERS } from './security/page-html.js';
import { withNoticeKey } from './security/notice-words.js';
import { isFromPanel } from './security/request-guard.js';
import type { RequestLogins } from './security/request-logins.js';
import type { StudioResource } from './studio-resource.js';

/** What a reception waits for all day. */
const READS = new Set(['list', 'summary', 'find', 'card']);
/** Where there is nothing to wonder about; whatever else is allowed, express takes apart. */
const PLAIN_ADDRESS =
  /^\/admin\/api\/resources\/(\w+)\/(?:actions|records\/(\d{1,15}))\/(\w+)(?:\?([\w./~%:@!$&'()*+,;=?-]*))?$/;
/** What is shorter, as a card is, travels in two or three packets that leave at once. */
const LEAST_COMPRESSED = 4096;
/** Rows are so much alike that more effort saves a tenth of the bytes, and takes longer than to read the rows. */
const QUICKLY = { level: 1 };

interface Asked {
  resource: string;
  /** Null for an action of the whole resource. */
  record: string | null;
  action: string;
  query: string;
}

interface CardAnswer {
  problem?: Problem;
}

/** AdminJS's own steps of an action: its context, record, rights and hooks. */
interface ActionController {
  resourceAction(request: object, response: ServerResponse): Promise<object>;
  recordAction(request: object, response: ServerResponse): Promise<object>;
}
type ControllerClass = new (options: { admin: AdminJS }, user: PanelUser) => ActionController;

/**
 * Lists, searches and cards for a page of the panel whose person is logged in, served with what node gives: the steps of
 * express and its sessions take longer than most of these answers (docs/adr/0020). Whatever is not exactly that is left to
 * the panel's router, which has every guard.
 */
export class DeskReads {
  private readonly Controller: ControllerClass;
  private readonly helpers: ViewHelpers;

  constructor(
    private readonly admin: AdminJS,
    private readonly logins: RequestLogins,
    private readonly publicUrl: string,
    private readonly logger: Logger,
  ) {
    this.Controller = controllerOfActions();
    this.helpers = new ViewHelpers(admin);
  }

  /** Serves a read, or leaves the request to `next`. Never throws. */
  async take(request: IncomingMessage, response: ServerResponse, isSecure: boolean, next: () => void): Promise<void> {
    const asked = askedOf(request);
    if (!asked || !isFromPanel(request, this.publicUrl)) return next();
    try {
      const login = await this.logins.find(request, isSecure);
      if (!login || !isAllowed(login.user.role, asked.resource, asked.action)) return next();
      response.setHeader('Set-Cookie', login.cookie);
      const [answer] = await Promise.all([this.read(asked, login.user, response), login.renew()]);
      send(request, response, 200, answer);
    } catch (error) {
      const { status, body } = answerOfFault(error, request.url ?? '', this.logger);
      send(request, response, status, body);
    }
  }

  private async read({ resource, record, action, query }: Asked, user: PanelUser, response: ServerResponse) {
    const call = {
      params: { resourceId: resource, action },
      query: parseQuery(query),
      payload: {},
      method: 'get' as const,
    };
    const controller = new this.Controller({ admin: this.admin }, user);
    if (record === null) return controller.resourceAction(call, response);
    const ofRecord = { ...call, params: { ...call.params, recordId: record } };
    const card = action === 'card' ? await this.readCard(ofRecord, user, response) : null;
    return card ?? withNoticeKey(await controller.recordAction(ofRecord, response));
  }

  /** A card reads all of its record by itself: AdminJS reads it once more before, and what it refers to. Null of no record. */
  private async readCard(call: ActionRequest, user: PanelUser, response: ServerResponse): Promise<object | null> {
    const { resourceId, recordId, action: name } = call.params;
    const resource = this.admin.findResource(resourceId) as StudioResource;
    const id = parseId(recordId);
    const action = resource.decorate().actions[name];
    if (id === null || !action || !(await resource.isFor(id, user))) return null;
    const record = new LeanRecord({ id }, resource);
    const context = { resource, action, record, h: this.helpers, currentAdmin: user, _admin: this.admin };
    const answer = (await action.handler(call, response, context)) as CardAnswer;
    return answer.problem?.code === 'not_found' ? null : answer;
  }
}

/** Null for anything else. */
function askedOf({ method, url = '' }: IncomingMessage): Asked | null {
  if (method !== 'GET') return null;
  const [, resource = '', record = null, action = '', query = ''] = PLAIN_ADDRESS.exec(url) ?? [];
  return READS.has(action) ? { resource, record, action, query } : null;
}

function controllerOfActions(): ControllerClass {
  const route = AdminRouter.routes.find(({ path, action }) => path.startsWith('/api/') && action === 'recordAction');
  if (!route) throw new Error('AdminJS answers no actions of records');
  return route.Controller as ControllerClass;
}

function send(request: IncomingMessage, response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  const isPacked =
    text.length >= LEAST_COMPRESSED && /\bgzip\b(?!\s*;)/.test(String(request.headers['accept-encoding']));
  const bytes = isPacked ? gzipSync(text, QUICKLY) : Buffer.from(text);
  response.writeHead(status, {
    ...PANEL_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    Vary: 'Accept-Encoding',
    ...(isPacked ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(bytes);
}
