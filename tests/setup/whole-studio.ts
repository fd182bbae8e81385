import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ClientPhoto } from '../../src/clients/client-photo.entity.js';
import { UnitOfWork } from '../../src/db/unit-of-work.js';
import { StatusLedger } from '../../src/clients/status-ledger.js';
import { fillDemoData } from '../../src/demo/demo-data.js';
import { FixedClock } from '../../src/lib/clock.js';
import { nextPhone, OWNER, studioOn } from './studio.js';

const CLOCK = new FixedClock(new Date('2026-11-22T06:00:00Z'), 'Asia/Bishkek');
/** What databases, JSON and shells like to change on the way. */
const AWKWARD = ['O’Brien "Q" \\ `x`', 'Ёлка\nи\tещё; DROP TABLE clients', '🏋🏽‍♀️ ﷽ é é', ' с краю '];

/** The demo studio, and in it every kind of value that is hard to carry. */
export async function fillWholeStudio(dataSource: DataSource): Promise<void> {
  const unitOfWork = new UnitOfWork(dataSource);
  const statusLedger = new StatusLedger(unitOfWork);
  await fillDemoData({ unitOfWork, statusLedger, clock: CLOCK, config: { locale: 'ru' } });
  const { clients, payments } = studioOn(dataSource, CLOCK);
  for (const [place, note] of AWKWARD.entries()) {
    const { id } = await clients.create({ firstName: 'Анна', phone: nextPhone(), note }, OWNER);
    await payments.renew({ clientId: id, amount: `${place}.10`, durationDays: 30 }, OWNER);
    const bytes = place === 0 ? Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) : randomBytes(70_000);
    await dataSource.manager.insert(ClientPhoto, {
      clientId: id,
      mimeType: 'image/png',
      bytes,
      updatedAt: CLOCK.now(),
    });
  }
}

/** Every record of every table, as the product reads it. */
export async function contentsOf({ manager, entityMetadatas }: DataSource): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const { name, target } of entityMetadatas) {
    const records = await manager.find(target);
    contents[name] = records.map((record) => JSON.stringify(record)).sort();
  }
  return contents;
}
