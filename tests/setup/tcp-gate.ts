import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands before a server; while it is shut the server seems to be down. */
export class TcpGate {
  private isOpen = true;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly target: { host: string; port: number },
    private readonly server = createServer((socket) => this.connect(socket)),
  ) {}

  static async before(target: { host: string; port: number }): Promise<TcpGate> {
    const gate = new TcpGate(target);
    await new Promise<void>((resolve) => gate.server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  shut(): void {
    this.isOpen = false;
    for (const socket of this.sockets) socket.destroy();
  }

  open(): void {
    this.isOpen = true;
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private connect(socket: Socket): void {
    if (!this.isOpen) {
      socket.destroy();
      return;
    }
    const upstream = createConnection(this.target.port, this.target.host);
    for (const side of [socket, upstream]) {
      this.sockets.add(side);
      side
        .on('error', () => undefined)
        .once('close', () => {
          this.sockets.delete(side);
          socket.destroy();
          upstream.destroy();
        });
    }
    socket.pipe(upstream).pipe(socket);
  }
}
