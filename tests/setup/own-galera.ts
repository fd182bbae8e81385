import { rmSync } from 'node:fs';
import path from 'node:path';
import { copyServer, findGalera, installServer, OwnMariaDb, serversFolder } from './own-mariadb.js';
import { freePort } from './processes.js';

/** A MariaDB Galera cluster of processes on this machine. */
export class OwnGalera {
  private constructor(
    private readonly folder: string,
    readonly nodes: readonly OwnMariaDb[],
  ) {}

  static async start(size: number): Promise<OwnGalera> {
    const folder = serversFolder();
    const places = Array.from({ length: size }, (_, index) => path.join(folder, `node-${index + 1}`));
    const [first = '', ...others] = places;
    installServer(first);
    for (const other of others) copyServer(first, other);
    const groupPorts = await Promise.all(places.map(freePort));
    const members = groupPorts.map((port) => `127.0.0.1:${port}`).join(',');
    const nodes: OwnMariaDb[] = [];
    for (const [index, place] of places.entries()) {
      nodes.push(new OwnMariaDb(place, await freePort(), await memberOptions(members, groupPorts[index] ?? 0)));
    }
    const galera = new OwnGalera(folder, nodes);
    for (const [index, node] of nodes.entries()) await node.start(...(index === 0 ? ['--wsrep-new-cluster'] : []));
    return galera;
  }

  async remove(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function memberOptions(members: string, group: number): Promise<string[]> {
  const [whole, missed] = [await freePort(), await freePort()];
  const provider = [
    `gmcast.listen_addr=tcp://127.0.0.1:${group}`,
    `ist.recv_addr=127.0.0.1:${missed}`,
    'gcache.size=32M',
    'evs.suspect_timeout=PT4S',
    'evs.inactive_timeout=PT8S',
    'pc.recovery=false',
  ];
  return [
    '--binlog-format=ROW',
    '--innodb-autoinc-lock-mode=2',
    '--wsrep-on=ON',
    `--wsrep-provider=${findGalera()}`,
    '--wsrep-cluster-name=crm',
    `--wsrep-cluster-address=gcomm://${members}`,
    `--wsrep-node-address=127.0.0.1:${group}`,
    '--wsrep-sst-method=rsync',
    `--wsrep-sst-receive-address=127.0.0.1:${whole}`,
    `--wsrep-provider-options=${provider.join(';')}`,
  ];
}
