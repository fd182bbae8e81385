import type { DataSource } from 'typeorm';
import { createDataSource } from '../src/db/data-source.js';
import { migrate } from '../src/db/open-database.js';

const FIRST_TELEGRAM_ID = 6_000_000_000;
const ROWS_AT_ONCE = 500;

export const telegramIdOf = (index: number): number => FIRST_TELEGRAM_ID + index;

/** So many clients whom a broadcast to all reaches. */
export async function fillRecipients(dataSource: DataSource, count: number): Promise<void> {
  const columns = ['firstName', 'searchName', 'telegramId', 'registeredDate', 'version', 'createdAt', 'updatedAt'];
  await dataSource.transaction(async (manager) => {
    for (let from = 0; from < count; from += ROWS_AT_ONCE) {
      const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, count - from) }, (_, place) => {
        const stamp = '2026-01-01 00:00:00.000';
        return ['A', `a ${from + place}`, String(telegramIdOf(from + place)), '2026-01-01', 1, stamp, stamp];
      });
      const places = rows.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ');
      await manager.query(`INSERT INTO clients (${columns.join(', ')}) VALUES ${places}`, rows.flat());
    }
  });
}

/** A new studio with so many of them. */
export async function prepareRecipients(url: string, count: number): Promise<void> {
  const dataSource = await createDataSource(url).initialize();
  await migrate(dataSource);
  await fillRecipients(dataSource, count);
  await dataSource.destroy();
}
