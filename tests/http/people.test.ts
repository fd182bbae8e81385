import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ACTING_TELEGRAM_HEADER } from '../../src/contract/people.js';
import { Client } from '../../src/clients/client.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, OWNER } from '../setup/studio.js';
import { startApi, type Api } from './api-server.js';

const [ANNA, ADMIN] = ['5000000001', '5000000004'];

describeEachDatabase('the API for people in Telegram', (database) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(database.dataSource);
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    await database.clear();
    await api.settings.set('adminTelegramIds', [ADMIN], OWNER);
  });

  const as = (telegramId: string) => ({ [ACTING_TELEGRAM_HEADER]: telegramId });
  const register = async (fields: object = {}): Promise<number> =>
    (await api.clients.create({ firstName: 'Анна', lastName: 'Петрова', phone: '0555 12-34-12', ...fields }, MANAGER))
      .id;

  it('links the record of a person who opens their link, and shows them no more than they need before', async () => {
    const clientId = await register();
    const { code } = await api.linkCodes.make(clientId, MANAGER);
    const body = { code, telegramId: ANNA };
    const checked = await api.call('POST', '/link-codes/check', body, as(ANNA));
    expect([checked.status, checked.json]).toEqual([200, { name: 'А… П…', phone: '•• 12' }]);
    const used = await api.call('POST', '/link-codes/use', body, as(ANNA));
    expect([used.status, used.json]).toEqual([200, { clientId }]);
    const late = await api.call('POST', '/link-codes/check', { code, telegramId: '5000000002' });
    expect([late.status, late.json.code]).toEqual([410, 'link_code_expired']);
    expect((await api.call('GET', `/telegram-users/${ANNA}`)).json).toMatchObject({ kind: 'client', clientId });
  });

  it('lets a client ask to be erased, look and think better of it', async () => {
    await register({ telegramId: ANNA });
    const path = `/clients/by-telegram/${ANNA}/erasure-request`;
    const requestedAt = api.clock.now().toISOString();
    expect((await api.call('POST', path, undefined, as(ANNA))).json).toEqual({ requestedAt });
    expect((await api.call('GET', path, undefined, as(ANNA))).json).toEqual({ requestedAt });
    expect((await api.call('DELETE', path, undefined, as(ANNA))).json).toEqual({ requestedAt: null });
  });

  it('keeps who cannot be reached, and who wants no broadcasts', async () => {
    const id = await register({ telegramId: ANNA });
    const blocked = await api.call('PUT', `/telegram-users/${ANNA}/reachability`, { reachable: false });
    expect(blocked.status).toBe(204);
    await api.call('PATCH', `/clients/by-telegram/${ANNA}`, { broadcastsStopped: true }, as(ANNA));
    const client = await database.dataSource.getRepository(Client).findOneByOrFail({ id });
    expect([client.telegramState, client.broadcastsStoppedAt !== null]).toEqual(['blocked', true]);
    const { json } = await api.call('GET', `/telegram-users/${ANNA}`);
    expect(json).toMatchObject({ broadcastsStopped: true });
  });

  it('writes again to a person who acts in the bot, and not to one who is only looked up', async () => {
    const id = await register({ telegramId: ANNA });
    const state = async () => (await database.dataSource.getRepository(Client).findOneByOrFail({ id })).telegramState;
    // "Chat not found": staff knew the account before the person had started the bot.
    await database.dataSource.getRepository(Client).update({ id }, { telegramState: 'gone' });
    await api.call('GET', `/telegram-users/${ANNA}`);
    expect(await state()).toBe('gone');
    await api.call('GET', `/telegram-users/${ANNA}`, undefined, as(ANNA));
    expect(await state()).toBe('ok');
  });

  it('shows an admin the price list and what a sale would give, selling nothing', async () => {
    const id = await register({ telegramId: ANNA });
    const plan = await api.plans.create({ name: 'Месяц', durationMonths: 1, price: '3500' }, OWNER);
    const { json } = await api.call('GET', '/plans', undefined, as(ADMIN));
    const listed = { name: 'Месяц', price: '3500.00', durationMonths: 1, visitLimit: null, isTrial: false };
    expect(json.items).toMatchObject([{ id: plan.id, ...listed }]);
    const sale = { planId: plan.id, amount: '3500', paid: '1000' };
    const preview = await api.call('POST', `/clients/${id}/payments?preview=true`, sale, as(ADMIN));
    expect(preview.status).toBe(200);
    const period = { startDate: '2026-03-10', endDate: '2026-04-09', paid: '1000.00', owed: '2500.00' };
    expect(preview.json).toMatchObject(period);
    expect(await database.dataSource.getRepository(Payment).count()).toBe(0);
    const sold = await api.call('POST', `/clients/${id}/payments`, sale, as(ADMIN));
    expect([sold.status, sold.json]).toEqual([201, expect.objectContaining(period)]);
  });

  it('tells a client the bounds of a freeze', async () => {
    const id = await register({ telegramId: ANNA });
    const terms = () => api.call('GET', `/clients/${id}/freeze-terms`, undefined, as(ANNA));
    expect((await terms()).json).toMatchObject({ allowed: false, reason: 'no_membership' });
    await api.payments.renew({ clientId: id, amount: '1' }, MANAGER);
    expect((await terms()).json).toMatchObject({ allowed: true, firstDate: '2026-03-10', lastDate: '2026-04-08' });
    const range = { startDate: '2026-03-12', endDate: '2026-03-14' };
    const frozen = await api.call('POST', `/clients/${id}/freezes`, range, as(ANNA));
    expect(frozen.status).toBe(201);
    expect((await api.call('DELETE', `/freezes/${frozen.json.id}`, undefined, as(ANNA))).status).toBe(200);
  });

  it('ends a freeze once for one key: the same call again gives the first answer', async () => {
    const id = await register({ telegramId: ANNA });
    await api.payments.renew({ clientId: id, amount: '1' }, MANAGER);
    const { id: freezeId } = await api.lazyDays.freeze(
      { clientId: id, startDate: '2026-03-10', endDate: '2026-03-20' },
      MANAGER,
    );
    api.passDays(2);
    const resume = (key: string) =>
      api.call('POST', `/freezes/${freezeId}/resume`, undefined, { ...as(ANNA), 'idempotency-key': key });
    const first = await resume('press-1');
    expect([first.status, first.json]).toEqual([200, expect.objectContaining({ days: 2 })]);
    expect((await resume('press-1')).json).toEqual(first.json);
    expect((await resume('press-2')).json.code).toBe('freeze_finished');
    api.passDays(-2);
  });
});
