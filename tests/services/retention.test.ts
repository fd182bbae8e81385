import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { IdempotentAnswer } from '../../src/http/idempotent-answer.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { PNG } from '../setup/photo.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

const DAY_MS = 86_400_000;

describeEachDatabase('personal data that the studio has no more use of', (database) => {
  let studio: Studio;
  let retention: Studio['retention'];

  beforeAll(() => {
    studio = studioOn(database.dataSource);
    ({ retention } = studio);
  });
  beforeEach(() => database.clear());

  const ago = (days: number) => new Date(studio.clock.now().getTime() - days * DAY_MS);
  const register = (fields: object = {}) =>
    studio.clients.create({ firstName: 'Анна', phone: nextPhone(), ...fields }, MANAGER);

  async function message(key: string, days: number, status: Delivery['status']): Promise<void> {
    const { outbox, unitOfWork } = studio;
    const payload = { text: `Здравствуйте, ${key}`, buttons: [] };
    await unitOfWork.run(() =>
      outbox.enqueue([{ dedupeKey: key, deliveryClass: 'interactive', clientId: null, chatId: '42', payload }]),
    );
    await database.dataSource.manager.update(Delivery, { dedupeKey: key }, { status, createdAt: ago(days) });
  }

  it('is the text of a message that went out long ago, and not that it did', async () => {
    await message('old', 61, 'sent');
    await message('young', 59, 'sent');
    await message('waits', 61, 'pending');
    await message('unclear', 61, 'unknown');
    await retention.apply();
    await retention.apply();
    const rows = await database.dataSource.manager.find(Delivery, { order: { id: 'ASC' } });
    expect(rows.map(({ dedupeKey, payload }) => [dedupeKey, payload.text])).toEqual([
      ['old', ''],
      ['young', 'Здравствуйте, young'],
      ['waits', 'Здравствуйте, waits'],
      ['unclear', 'Здравствуйте, unclear'],
    ]);
  });

  it('is what programs were answered, after as many days as the owner says', async () => {
    const { manager } = database.dataSource;
    for (const days of [4, 2]) {
      await manager.insert(IdempotentAnswer, { scope: 's', key: `${days}`, bodyHash: '', createdAt: ago(days) });
    }
    await retention.apply();
    expect((await manager.find(IdempotentAnswer)).map(({ key }) => key)).toEqual(['2']);
    await studio.settings.set('keepAnswersDays', 1, OWNER);
    await retention.apply();
    expect(await manager.count(IdempotentAnswer)).toBe(0);
  });

  it('is a name or a phone in old entries of the log; who did what stays', async () => {
    const { manager } = database.dataSource;
    const { id } = await register({ note: 'после операции' });
    studio.passDays(1096);
    await studio.clients.update(id, { firstName: 'Мария' }, MANAGER);
    await retention.apply();
    await retention.apply();
    const [old, young] = await manager.find(AuditEntry, { where: { entity: 'Client' }, order: { id: 'ASC' } });
    expect(old).toMatchObject({
      action: 'client.create',
      actorName: 'Manager',
      after: { firstName: '•••', note: '•••' },
    });
    expect(young?.after).toMatchObject({ firstName: 'Мария' });
  });

  it('is a client archived long ago, when the owner has asked for that', async () => {
    const { manager } = database.dataSource;
    const old = await register();
    const young = await register();
    for (const { id } of [old, young]) await studio.clients.archive(id, OWNER);
    await manager.update(Client, { id: old.id }, { archivedAt: ago(400) });
    await retention.apply();
    expect(await manager.countBy(Client, { firstName: 'Анна' })).toBe(2);
    await studio.settings.set('keepArchivedClientsDays', 365, OWNER);
    await retention.apply();
    await retention.apply();
    const rows = await manager.find(Client, { order: { id: 'ASC' } });
    expect(rows.map(({ firstName, phone }) => [firstName, phone === null])).toEqual([
      ['Удалённый клиент', true],
      ['Анна', false],
    ]);
    expect(await manager.countBy(AuditEntry, { action: 'client.erase', actorName: 'retention' })).toBe(1);
  });

  it('goes to the person as one file, from the owner only, and the log says so', async () => {
    const client = await register({ telegramId: '77', note: 'любит утро' });
    const other = await register({ firstName: 'Чужая' });
    await studio.clients.setPhotoByTelegramId('77', PNG, MANAGER);
    await studio.payments.renew({ clientId: client.id, amount: '100', method: 'cash', key: 'k1' }, MANAGER);
    expect(await refusal(studio.personalData.export(client.id, MANAGER))).toBe('owner_only');
    expect(await refusal(studio.personalData.export(other.id + 1, OWNER))).toBe('not_found');
    const files = unzipSync(new Uint8Array(await studio.personalData.export(client.id, OWNER)));
    expect(Object.keys(files).sort()).toEqual(['client.json', 'photo.jpg']);
    const text = Buffer.from(files['client.json'] ?? []).toString();
    expect(JSON.parse(text)).toMatchObject({
      client: { firstName: 'Анна', note: 'любит утро', telegramId: '77' },
      memberships: [{ amount: '100.00' }],
    });
    expect(text).not.toContain('Чужая');
    expect(await database.dataSource.manager.countBy(AuditEntry, { action: 'client.export' })).toBe(1);
  });
});
