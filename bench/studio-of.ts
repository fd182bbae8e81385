import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { Client } from '../src/clients/client.entity.js';
import { searchNameOf } from '../src/clients/client.rules.js';
import { addDays, type CalendarDate } from '../src/lib/calendar-date.js';
import { LazyDays } from '../src/lazy-days/lazy-days.entity.js';
import { Payment } from '../src/payments/payment.entity.js';

const CHUNK = 500;
const FIRST_NAMES = ['Анна', 'Бакыт', 'Вера', 'Gulnara', 'Денис', 'Елена'];
const LAST_NAMES = ['Иванова', 'Осмонов', 'Кузнецова', 'Smith', 'Токтогулов', 'Ёлкина', 'Ким'];

/** So many clients, five payments of each six, every tenth frozen; the same on every run for the same day. */
export async function fillStudio(dataSource: DataSource, clients: number, today: CalendarDate): Promise<void> {
  const createdAt = new Date('2026-01-01T00:00:00Z');
  const stamps = { createdAt, updatedAt: createdAt, version: 1 };
  await insertChunks(dataSource, Client, clients, (index) => {
    const name = {
      firstName: FIRST_NAMES[index % FIRST_NAMES.length] ?? '',
      lastName: `${LAST_NAMES[index % LAST_NAMES.length] ?? ''} ${index}`,
    };
    const phone = `+99655${String(1_000_000 + index)}`;
    return { id: index + 1, ...name, searchName: searchNameOf(name), phone, registeredDate: today, ...stamps };
  });
  await insertChunks(dataSource, Payment, clients, (index) => {
    const startDate = addDays(today, -(index % 45));
    const period = { saleDate: startDate, startDate, endDate: addDays(startDate, 29), durationDays: 30 };
    return { id: index + 1, clientId: index + 1, amount: '4500.00', method: 'cash', ...period, ...stamps };
  });
  await insertChunks(dataSource, LazyDays, Math.floor(clients / 10), (index) => {
    const range = { startDate: addDays(today, -1), endDate: addDays(today, 5), askedEndDate: addDays(today, 5) };
    return { id: index + 1, clientId: index * 10 + 1, paymentId: index * 10 + 1, ...range, ...stamps };
  });
}

async function insertChunks(
  dataSource: DataSource,
  entity: EntityTarget<ObjectLiteral>,
  count: number,
  row: (index: number) => ObjectLiteral,
): Promise<void> {
  await dataSource.transaction(async (manager) => {
    for (let start = 0; start < count; start += CHUNK) {
      const rows = Array.from({ length: Math.min(CHUNK, count - start) }, (_, offset) => row(start + offset));
      await manager.createQueryBuilder().insert().into(entity).values(rows).updateEntity(false).execute();
    }
  });
}
