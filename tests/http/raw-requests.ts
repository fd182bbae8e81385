import { connect } from 'node:net';

const WAIT_MS = 1500;

/** Sends bytes as they are; gives what came back until the server hung up or fell silent. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1');
    const finish = (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(WAIT_MS, finish);
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      // The first answer is all that is asked for.
      if (answer.includes('\r\n\r\n')) finish();
    });
    socket.on('error', finish);
    socket.on('close', finish);
  });
}

/** Requests that no well-behaved client writes; `head` is what makes a good one of them. */
export function oddRequests(authorization: string): string[] {
  const end = '\r\n\r\n';
  const head = `Host: crm\r\nAuthorization: ${authorization}\r\nConnection: close`;
  const post = `POST /api/v1/clients HTTP/1.1\r\n${head}\r\nContent-Type: application/json`;
  return [
    `GET /api/v1/groups HTTP/1.1\r\n${head}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked${end}0${end}`,
    `${post}\r\nContent-Length: 2\r\nContent-Length: 7${end}{}`,
    `${post}\r\nContent-Length: -1${end}{}`,
    `${post}\r\nContent-Length: 99999999999999999999${end}{}`,
    `${post}\r\nContent-Length: 0x2${end}{}`,
    `${post}\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity${end}2\r\n{}\r\n0${end}`,
    `${post}\r\nTransfer-Encoding: chunked${end}zz\r\n{}\r\n0${end}`,
    `${post}\r\nTransfer-Encoding: chunked${end}ffffffffffffffff\r\n{}`,
    `${post}\r\nTransfer-Encoding : chunked${end}2\r\n{}\r\n0${end}`,
    `${post}\r\nTransfer-Encoding: xchunked${end}2\r\n{}\r\n0${end}`,
    `${post}\r\nContent-Length: 2\r\nExpect: 100-continue${end}{}`,
    `${post}\r\nContent-Length: 2\r\nExpect: the-unexpected${end}{}`,
    `${post}\r\nContent-Length: 2\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings${end}{}`,
    `GET /api/v1/groups HTTP/1.1\r\n${head}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: eA==${end}`,
    `GET http://evil.example/api/v1/groups HTTP/1.1\r\n${head}${end}`,
    `GET //evil.example/admin HTTP/1.1\r\n${head}${end}`,
    `GET /\\evil.example/ HTTP/1.1\r\n${head}${end}`,
    `GET /api/v1/groups HTTP/9.9\r\n${head}${end}`,
    `GET /api/v1/groups HTTP/1.0${end}`,
    `GET /api/v1/groups${end}`,
    `GET /api/v1/groups HTTP/1.1${end}`,
    `GET /api/v1/groups HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close${end}`,
    `GET /api/v1/groups HTTP/1.1\r\n${head}\r\nX-A: ${'x'.repeat(30_000)}${end}`,
    `GET /api/v1/groups HTTP/1.1\r\n${head}\r\n${Array.from({ length: 3000 }, (_, n) => `X-${n}: 1`).join('\r\n')}${end}`,
    `GET /api/v1/groups HTTP/1.1\r\n${head}\r\n folded: header${end}`,
    `GET /api/v1/groups HTTP/1.1\r\n${head}\r\nX-A: a\u0000b${end}`,
    `GET /api/v1/groups HTTP/1.1\r\n${head}\r\nX-A: a\nSet-Cookie: b=c${end}`,
    `GET /api/v1/groups HTTP/1.1\r\n${head}\r\nX Y: 1${end}`,
    `GET /api/v1/groups?${'a=1&'.repeat(3000)} HTTP/1.1\r\n${head}${end}`,
    `GET /${'a/'.repeat(6000)} HTTP/1.1\r\n${head}${end}`,
    `GET /api/v1/../../admin HTTP/1.1\r\n${head}${end}`,
    `GET /api/v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n${head}${end}`,
    `GET /admin/frontend/assets/..%2f..%2f..%2fpackage.json HTTP/1.1\r\n${head}${end}`,
    `GET /playground/..%2f..%2fpackage.json HTTP/1.1\r\n${head}${end}`,
    `GET /\u00ff\u00fe HTTP/1.1\r\n${head}${end}`,
    `GET /api/v1/gr\u0000ups HTTP/1.1\r\n${head}${end}`,
    `get /api/v1/groups HTTP/1.1\r\n${head}${end}`,
    `TRACE /api/v1/groups HTTP/1.1\r\n${head}${end}`,
    `CONNECT 127.0.0.1:3306 HTTP/1.1\r\n${head}${end}`,
    `OPTIONS * HTTP/1.1\r\n${head}${end}`,
    `PROPFIND /admin HTTP/1.1\r\n${head}${end}`,
    `PRI * HTTP/2.0${end}SM${end}`,
    `GE`,
    `\u0016\u0003\u0001\u0000\u0005hello`,
    `\r\n\r\n\r\nGET /healthz HTTP/1.1\r\n${head}${end}`,
    `POST /admin/login HTTP/1.1\r\nHost: crm\r\nContent-Type: text/plain\r\nContent-Length: 1000${end}short`,
    `POST /admin/api/resources/Client/actions/new HTTP/1.1\r\nHost: crm\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000${end}--x\r\n`,
    `POST /telegram/webhook HTTP/1.1\r\nHost: crm\r\nContent-Type: application/json\r\nContent-Length: 1000${end}{`,
    `GET /healthz HTTP/1.1\r\nHost: crm${end}GET /admin HTTP/1.1\r\nHost: crm${end}`,
  ];
}
