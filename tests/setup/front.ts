import { once } from 'node:events';
import {
  Agent,
  createServer as createHttpServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What stands in front of several servers and looks like one of them. */
export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

async function listening(server: Server): Promise<Front> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** As a proxy spreads requests over replicas: each goes to the next one, or to the one after it when that is away. */
export function roundRobin(ports: readonly number[]): Promise<Front> {
  let turn = 0;
  const agent = new Agent({ keepAlive: true });
  const pass = (incoming: IncomingMessage, answer: ServerResponse, body: Buffer, triesLeft: number): void => {
    const port = ports[turn++ % ports.length];
    const headers = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress ?? '' };
    const outgoing = httpRequest({
      agent,
      host: '127.0.0.1',
      port,
      method: incoming.method,
      path: incoming.url,
      headers,
    });
    outgoing.once('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, { ...response.headers, 'x-served-by': String(port) });
      response.on('error', () => answer.destroy()).pipe(answer);
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      // Only what surely did not arrive may be sent to another one.
      if (error.code === 'ECONNREFUSED' && triesLeft > 0) pass(incoming, answer, body, triesLeft - 1);
      else answer.destroy();
    });
    outgoing.end(body);
  };
  const server = createHttpServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('end', () => pass(incoming, answer, Buffer.concat(chunks), ports.length));
  });
  server.once('close', () => agent.destroy());
  return listening(server);
}

/**
 * As a proxy stands before a cluster with one writer: every connection goes to the first server that answers, and all
 * break when that one goes.
 */
export function firstAlive(ports: readonly number[]): Promise<Front> {
  const connect = (socket: Socket, [port, ...others]: readonly number[]): void => {
    if (port === undefined) {
      socket.destroy();
      return;
    }
    const upstream = createConnection(port, '127.0.0.1');
    const giveUp = (): void => connect(socket, others);
    upstream.once('error', giveUp);
    upstream.once('connect', () => {
      upstream.off('error', giveUp);
      for (const side of [socket, upstream]) {
        side
          .on('error', () => undefined)
          .once('close', () => {
            socket.destroy();
            upstream.destroy();
          });
      }
      socket.pipe(upstream).pipe(socket);
    });
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    connect(socket, ports);
  });
  return listening(server);
}
