import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** When a call is broken off: before the web has it, or after the web has answered it. */
export type Break = 'before' | 'after';

/** Stands between bot and web, as a network does, and can break off one call at an exact moment. */
export interface CrmGateway {
  readonly url: string;
  /**
   * Breaks off the next call that creates something: at that moment `crash` is awaited, the caller loses the connection,
   * and what it calls next waits for `recover`, as it would at a proxy that waits for its server.
   */
  breakNextPost(outage: Outage): void;
  close(): Promise<void>;
}

interface Outage {
  moment: Break;
  crash: () => Promise<unknown>;
  recover: () => Promise<unknown>;
}

/** `target` is the web's address without a slash at the end. */
export async function startCrmGateway(target: string): Promise<CrmGateway> {
  let planned: Outage | null = null;
  let recovered: Promise<unknown> = Promise.resolve();
  const takeOutage = (method: string | undefined): Outage | null => {
    const outage = method === 'POST' ? planned : null;
    if (outage) planned = null;
    return outage;
  };

  async function breakOff({ crash, recover }: Outage, response: ServerResponse): Promise<void> {
    await crash();
    recovered = recover();
    response.destroy();
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    await recovered;
    const outage = takeOutage(request.method);
    if (outage?.moment === 'before') return breakOff(outage, response);
    const answer = await forward(target, request, body);
    if (outage) return breakOff(outage, response);
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  }

  const server = createServer((request, response) => {
    // The web is away: so is the connection.
    pass(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    breakNextPost: (outage) => (planned = outage),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function forward(target: string, { method, url, headers }: IncomingMessage, body: Buffer<ArrayBuffer>) {
  const passed = ['authorization', 'content-type', 'idempotency-key'].flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as [string, string]] : [];
  });
  const init = { method: method ?? 'GET', headers: passed, ...(body.length > 0 && { body }) };
  const answer = await fetch(`${target}${url}`, init);
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
