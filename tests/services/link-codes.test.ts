import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/audit/actor.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { LinkCode } from '../../src/clients/link-code.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { COACH, desksOf, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

const BOT: Actor = { kind: 'bot', id: null, name: 'bot', role: null, telegram: null };
const [ANNA, BORIS] = ['5000000001', '5000000002'];

describeEachDatabase('links to Telegram', (database) => {
  let studio: Studio;
  let clientId: number;

  const telegramIdOf = async (id: number) =>
    (await database.dataSource.getRepository(Client).findOneByOrFail({ id })).telegramId;
  const newClient = async (fields: object = {}) =>
    (
      await studio.clients.create(
        { firstName: 'Анна', lastName: 'Петрова', phone: '0555 12-34-12', ...fields },
        MANAGER,
      )
    ).id;
  const makeCode = async (id = clientId) => (await studio.linkCodes.make(id, MANAGER)).code;
  const use = (code: string, telegramId: string, desk = studio) => desk.linkCodes.use({ code, telegramId }, BOT);

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    clientId = await newClient();
  });

  it('are made by staff for seven days, and only the hash is kept', async () => {
    const { code, expiresAt } = await studio.linkCodes.make(clientId, MANAGER);
    expect(expiresAt.getTime() - studio.clock.now().getTime()).toBe(7 * 86_400_000);
    const stored = JSON.stringify(await database.dataSource.getRepository(LinkCode).find());
    expect(stored).not.toContain(code);
    expect(JSON.stringify(await database.dataSource.getRepository(AuditEntry).find())).not.toContain(code);
    expect(await refusal(studio.linkCodes.make(clientId, COACH))).toBe('forbidden');
    expect(await refusal(studio.linkCodes.make(clientId, BOT))).toBe('forbidden');
  });

  it('show only the first letters and the last digits before they are used', async () => {
    const code = await makeCode();
    const masked = { name: 'А… П…', phone: '•• 12' };
    expect(await studio.linkCodes.check({ code, telegramId: ANNA })).toEqual(masked);
    expect(await telegramIdOf(clientId)).toBeNull();
  });

  it('join the record with the person, who gets the same answer again, and nobody else any', async () => {
    const code = await makeCode();
    expect(await use(code, ANNA)).toEqual({ clientId });
    expect(await telegramIdOf(clientId)).toBe(ANNA);
    expect(await use(code, ANNA)).toEqual({ clientId });
    expect(await refusal(use(code, BORIS))).toBe('link_code_expired');
    expect(await refusal(studio.linkCodes.check({ code, telegramId: BORIS }))).toBe('link_code_expired');
    const log = database.dataSource.getRepository(AuditEntry);
    expect(await log.findBy({ action: 'client.link' })).toMatchObject([{ after: { telegramId: ANNA } }]);
  });

  it('are over after seven days, and when a newer one of the same client is made', async () => {
    const first = await makeCode();
    const second = await makeCode();
    expect(await refusal(use(first, ANNA))).toBe('link_code_expired');
    studio.passDays(7);
    expect(await refusal(use(second, ANNA))).toBe('link_code_expired');
    expect(await refusal(use('an-unknown-code-of-22-c', ANNA))).toBe('link_code_expired');
    expect(await telegramIdOf(clientId)).toBeNull();
  });

  it('leave a client of another Telegram account alone', async () => {
    const code = await makeCode();
    await studio.clients.update(clientId, { telegramId: BORIS }, MANAGER);
    expect(await refusal(use(code, ANNA))).toBe('already_linked');
    expect(await refusal(studio.linkCodes.make(clientId, MANAGER))).toBe('already_linked');
    expect(await telegramIdOf(clientId)).toBe(BORIS);
  });

  it('are refused to a person who has a record, to coaches, and for archived clients', async () => {
    const code = await makeCode();
    await newClient({ telegramId: BORIS });
    expect(await refusal(use(code, BORIS))).toBe('telegram_id_taken');
    await studio.coaches.create({ firstName: 'Олег', telegramId: '5000000009' }, OWNER);
    expect(await refusal(use(code, '5000000009'))).toBe('is_coach');
    await studio.clients.archive(clientId, OWNER);
    expect(await refusal(use(code, ANNA))).toBe('client_archived');
    expect(await refusal(studio.linkCodes.make(clientId, MANAGER))).toBe('client_archived');
  });

  it('stay good after a refusal', async () => {
    const code = await makeCode();
    await newClient({ telegramId: BORIS });
    expect(await refusal(use(code, BORIS))).toBe('telegram_id_taken');
    expect(await use(code, ANNA)).toEqual({ clientId });
  });

  describe('at the same moment', () => {
    it('go to one of two people with one code', async () => {
      const code = await makeCode();
      const people = [ANNA, BORIS];
      const desks = desksOf(studio, 2);
      const answers = await Promise.all(people.map((person, at) => refusal(use(code, person, desks[at]))));
      expect(answers.sort()).toEqual(['link_code_expired', 'not refused']);
      expect(people).toContain(await telegramIdOf(clientId));
    });

    it('give one person with two codes one record', async () => {
      const second = await newClient({ phone: nextPhone() });
      const codes = [await makeCode(), await makeCode(second)];
      const desks = desksOf(studio, 2);
      const answers = await Promise.all(codes.map((code, at) => refusal(use(code, ANNA, desks[at]))));
      expect(answers.sort()).toEqual(['not refused', 'telegram_id_taken']);
      expect(await database.dataSource.getRepository(Client).countBy({ telegramId: ANNA })).toBe(1);
    });
  });
});
