import { beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { countDifferences, recountStatuses } from '../../src/clients/status-recount.js';
import { Closure } from '../../src/closures/closure.entity.js';
import { explainPeriod, type ExplanationStep } from '../../src/lib/explanation.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { COACH, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

/** Today is 10 March 2026; a month sold today ends on 8 April. */
const HOLIDAY = { scope: 'studio', startDate: '2026-03-16', endDate: '2026-03-20', reason: 'ремонт' };

describeEachDatabase('closures', (database) => {
  let studio: Studio;
  let planId: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    ({ id: planId } = await studio.plans.create({ name: 'Бассейн', durationDays: 30, price: '4500' }, OWNER));
  });

  const register = async (firstName: string): Promise<number> =>
    (await studio.clients.create({ firstName, phone: nextPhone() }, MANAGER)).id;
  const sell = (clientId: number, input: object = {}) =>
    studio.payments.renew({ clientId, amount: '4500', ...input }, MANAGER);
  const trainee = async (firstName = 'Анна', input: object = {}): Promise<number> => {
    const clientId = await register(firstName);
    await sell(clientId, input);
    return clientId;
  };
  const groupOf = async (...clientIds: number[]): Promise<number> => {
    const { id } = await studio.groups.create({ name: `Группа ${nextPhone()}` }, MANAGER);
    for (const clientId of clientIds) await studio.groups.addClient(id, clientId, MANAGER);
    return id;
  };
  const close = (input: object = {}, actor = MANAGER) => studio.closures.close({ ...HOLIDAY, ...input }, actor);
  const preview = (input: object = {}, actor = MANAGER) => studio.closures.preview({ ...HOLIDAY, ...input }, actor);
  const rows = () => database.dataSource.manager.find(Payment, { order: { id: 'ASC' } });
  const periods = async (clientId: number) => {
    const own = (await rows()).filter((payment) => payment.clientId === clientId);
    return own.map(({ startDate, endDate }) => `${startDate}..${endDate}`);
  };
  const dates = async () => (await rows()).map(({ version: _, updatedAt: __, ...kept }) => kept);
  const statusOn = async (clientId: number) => (await studio.clientQueries.getDetail(clientId)).status;

  describe('give back every closed day', () => {
    it('of the studio to everyone who trains, and move what is queued behind', async () => {
      const [anna, boris, late] = [await trainee('Анна'), await trainee('Борис'), await register('Вера')];
      await sell(boris);
      await close();
      expect(await periods(anna)).toEqual(['2026-03-10..2026-04-13']);
      expect(await periods(boris)).toEqual(['2026-03-10..2026-04-13', '2026-04-14..2026-05-13']);
      expect(await periods(late)).toEqual([]);
    });

    it('of a group to its clients alone', async () => {
      const [inside, outside] = [await trainee('Анна'), await trainee('Борис')];
      await close({ scope: 'group', groupId: await groupOf(inside) });
      expect(await periods(inside)).toEqual(['2026-03-10..2026-04-13']);
      expect(await periods(outside)).toEqual(['2026-03-10..2026-04-08']);
    });

    it('of a plan to its memberships alone, and move what is queued behind them', async () => {
      const [swims, runs] = [await trainee('Анна', { planId }), await trainee('Борис')];
      await sell(swims, { durationDays: 10 });
      const runsFirst = await trainee('Вера', { durationDays: 14 });
      await sell(runsFirst, { planId });
      await close({ scope: 'plan', planId });
      expect(await periods(swims)).toEqual(['2026-03-10..2026-04-13', '2026-04-14..2026-04-23']);
      expect(await periods(runs)).toEqual(['2026-03-10..2026-04-08']);
      // The pool was closed while she ran: nothing of its plan was lost.
      expect(await periods(runsFirst)).toEqual(['2026-03-10..2026-03-23', '2026-03-24..2026-04-22']);
    });

    it('to a membership sold after it was announced', async () => {
      await close();
      expect(await periods(await trainee())).toEqual(['2026-03-10..2026-04-13']);
    });

    it('once, where a freeze or another closure covers the same day', async () => {
      const clientId = await trainee();
      await studio.lazyDays.freeze({ clientId, startDate: '2026-03-18', endDate: '2026-03-22' }, MANAGER);
      await close();
      await close({ startDate: '2026-03-20', endDate: '2026-03-21' });
      expect(await periods(clientId)).toEqual(['2026-03-10..2026-04-15']);
    });

    it('without using up what the plan allows to freeze', async () => {
      await studio.plans.update(planId, { freezeTotalDays: 5 }, OWNER);
      const clientId = await trainee('Анна', { planId });
      await close();
      const freeze = (from: string, to: string) =>
        studio.lazyDays.freeze({ clientId, startDate: from, endDate: to }, MANAGER);
      expect(await refusal(freeze('2026-03-19', '2026-03-26'))).toBe('endDate: freeze_days_used_up');
      await freeze('2026-03-19', '2026-03-25');
      expect(await periods(clientId)).toEqual(['2026-03-10..2026-04-18']);
    });

    it('of the past, and take a later visit from the membership that has grown over its day', async () => {
      const clientId = await trainee();
      const { id: packId } = await studio.plans.create(
        { name: 'Пакет', durationDays: 30, price: '1', visitLimit: 8 },
        OWNER,
      );
      await sell(clientId, { planId: packId });
      studio.passDays(30);
      await studio.trainings.recordVisit({ clientId }, MANAGER);
      const visitsUsed = async () => (await rows()).map((payment) => payment.visitsUsed);
      expect([await periods(clientId), await visitsUsed()]).toEqual([
        ['2026-03-10..2026-04-08', '2026-04-09..2026-05-08'],
        [0, 1],
      ]);
      const { id } = await close({}, OWNER);
      expect([await periods(clientId), await visitsUsed()]).toEqual([
        ['2026-03-10..2026-04-13', '2026-04-14..2026-05-13'],
        [1, 0],
      ]);
      await studio.closures.undo(id, OWNER);
      expect(await visitsUsed()).toEqual([0, 1]);
    });

    it('to archived clients as well, so that a restored one has lost nothing', async () => {
      const clientId = await trainee();
      await studio.clients.archive(clientId, OWNER);
      expect(await close()).toMatchObject({ clients: 0, days: 0 });
      await studio.clients.restore(clientId, OWNER);
      expect(await periods(clientId)).toEqual(['2026-03-10..2026-04-13']);
    });

    it('and tell the client why', async () => {
      const clientId = await trainee();
      await close();
      const [membership] = (await studio.clientQueries.getDetail(clientId)).memberships;
      expect(explainPeriod(membership?.explanation as ExplanationStep[], 'ru')).toContain(
        'закрыто 16–20 марта +5 (ремонт)',
      );
    });
  });

  it('make a closed day a frozen one for those whom it concerns, and the kept counts follow', async () => {
    const [inside, outside] = [await trainee('Анна'), await trainee('Борис')];
    await close({ scope: 'group', groupId: await groupOf(inside), startDate: studio.clock.today() });
    expect([await statusOn(inside), await statusOn(outside)]).toEqual(['frozen', 'active']);
    expect(await studio.clientQueries.counts()).toMatchObject({ active: 1, frozen: 1 });
    for (let day = 0; day < 40; day += 1) {
      const on = studio.dayFromToday(day);
      const counted = await recountStatuses(studio.unitOfWork, on);
      expect([on, countDifferences(await studio.statusLedger.countsOn(on), counted)]).toEqual([on, []]);
    }
  });

  describe('are previewed', () => {
    it('as they will be made, and the preview writes nothing', async () => {
      const [boris, anna, frozen] = [await trainee('Борис'), await trainee('Анна'), await trainee('Вера')];
      await sell(boris);
      await studio.lazyDays.freeze({ clientId: frozen, startDate: '2026-03-16', endDate: '2026-03-20' }, MANAGER);
      const before = await dates();
      const { sessions, ...promised } = await preview();
      expect(promised).toEqual({
        clients: 2,
        days: 10,
        unmoved: 1,
        first: [
          { id: anna, name: 'Анна', before: '2026-04-08', after: '2026-04-13' },
          { id: boris, name: 'Борис', before: '2026-05-08', after: '2026-05-13' },
        ],
      });
      expect(sessions).toBe(0);
      expect(await dates()).toEqual(before);
      const { clients, days } = promised;
      expect(await close()).toEqual({ id: expect.any(Number), clients, days });
    });

    it('without a reason yet, with the first twenty names and the sessions that stand on these days', async () => {
      for (let index = 0; index < 45; index += 1) await trainee(`Клиент ${String(100 - index)}`);
      const groupId = await groupOf();
      const coach = await studio.coaches.create({ firstName: 'Олег' }, MANAGER);
      const session = (date: string) =>
        studio.trainings.createSession({ groupId, coachId: coach.id, date, time: '18:00' }, MANAGER);
      await session('2026-03-16');
      await session('2026-03-21');
      await studio.trainings.cancelSession((await session('2026-03-20')).id, MANAGER);
      const { first, clients, sessions } = await studio.closures.preview({ ...HOLIDAY, reason: undefined }, MANAGER);
      expect([clients, sessions, first.length]).toEqual([45, 1, 20]);
      expect([first[0]?.name, first[19]?.name]).toEqual(['Клиент 100', 'Клиент 74']);
      expect(await preview({ scope: 'group', groupId })).toMatchObject({ clients: 0, sessions: 1 });
      expect(await preview({ scope: 'group', groupId: await groupOf() })).toMatchObject({ sessions: 0 });
    });
  });

  describe('are undone', () => {
    it('to exactly the former dates, and stay as history', async () => {
      await trainee('Анна', { planId });
      await sell(await trainee('Борис'));
      const before = await dates();
      const { id, ...made } = await close();
      const promised = await studio.closures.previewUndo(id, MANAGER);
      expect(promised).toMatchObject({ ...made, first: [{ before: '2026-04-13', after: '2026-04-08' }, {}] });
      expect(await studio.closures.undo(id, MANAGER)).toEqual({ id, ...made });
      expect(await dates()).toEqual(before);
      expect(await database.dataSource.manager.findOneByOrFail(Closure, { id })).toMatchObject(HOLIDAY);
      expect(await refusal(studio.closures.undo(id, OWNER))).toBe('closure_undone');
      expect(await refusal(studio.closures.previewUndo(id, OWNER))).toBe('closure_undone');
      expect(await refusal(studio.closures.undo(404, OWNER))).toBe('not_found');
    });

    it('by one of two who press at the same moment', async () => {
      await trainee();
      const { id } = await close();
      const undo = () => refusal(studio.closures.undo(id, MANAGER));
      expect((await Promise.all([undo(), undo()])).sort()).toEqual(['closure_undone', 'not refused']);
    });

    it('never when a visit would lose its membership, and then nothing at all moves', async () => {
      const [other, clientId] = [await trainee('Борис'), await trainee('Анна')];
      const { id } = await close();
      studio.passDays(32);
      await studio.trainings.recordVisit({ clientId }, MANAGER);
      const before = await dates();
      expect(await refusal(studio.closures.previewUndo(id, OWNER))).toBe('visit_not_covered');
      expect(await refusal(studio.closures.undo(id, OWNER))).toBe('visit_not_covered');
      expect(await dates()).toEqual(before);
      expect(await periods(other)).toEqual(['2026-03-10..2026-04-13']);
    });
  });

  describe('are refused', () => {
    it('over days on which a client came for the membership that would stand still', async () => {
      const clientId = await trainee('Анна', { planId });
      await studio.trainings.recordVisit({ clientId }, MANAGER);
      studio.passDays(2);
      await studio.trainings.recordVisit({ clientId }, MANAGER);
      const days = { startDate: '2026-03-09', endDate: '2026-03-14' };
      const groupId = await groupOf(await trainee('Борис'));
      const count = { code: 'closure_has_visits', params: { count: 2, date: '2026-03-10' } };
      await expect(preview(days, OWNER)).rejects.toMatchObject(count);
      await expect(close(days, OWNER)).rejects.toMatchObject(count);
      await expect(close({ ...days, scope: 'plan', planId }, OWNER)).rejects.toMatchObject(count);
      expect(await refusal(close({ ...days, scope: 'group', groupId }, OWNER))).toBe('not refused');
      expect(await refusal(close({ ...days, startDate: '2026-03-13' }, OWNER))).toBe('not refused');
    });

    it.each([
      [{ scope: 'town' }, 'scope: not_an_option'],
      [{ scope: undefined }, 'scope: required'],
      [{ scope: 'group' }, 'groupId: required'],
      [{ scope: 'group', groupId: 404 }, 'groupId: not_an_option'],
      [{ scope: 'plan' }, 'planId: required'],
      [{ scope: 'plan', planId: 404 }, 'planId: not_an_option'],
      [{ startDate: '' }, 'startDate: not_a_date'],
      [{ endDate: '2026-02-30' }, 'endDate: not_a_date'],
      [{ endDate: '2026-03-15' }, 'endDate: end_before_start'],
      [{ endDate: '2027-03-17' }, 'endDate: date_too_far'],
      [{ startDate: '2027-03-12', endDate: '2027-03-12' }, 'startDate: date_too_far'],
      [{ startDate: '2025-03-08' }, 'startDate: date_too_far'],
      [{ reason: ' ' }, 'reason: required'],
      [{ reason: undefined }, 'reason: required'],
      [{ reason: 'я'.repeat(201) }, 'reason: too_long'],
    ])('when they say %j', async (input, reason) => {
      const asOwner = { ...HOLIDAY, ...input };
      if ('startDate' in input && input.startDate === '2025-03-08') asOwner.endDate = '2025-03-09';
      expect(await refusal(studio.closures.close(asOwner, OWNER))).toBe(reason);
    });

    it('of an archived group, and by a chain that would not fit the calendar, with nothing written', async () => {
      const groupId = await groupOf();
      await studio.groups.archive(groupId, OWNER);
      expect(await refusal(close({ scope: 'group', groupId }))).toBe('groupId: group_archived');
      const [soon, far] = [await trainee('Анна'), await trainee('Борис')];
      await database.dataSource.manager.update(
        Payment,
        { clientId: far },
        { durationDays: 63_482, endDate: '2199-12-31' },
      );
      expect(await refusal(preview())).toBe('endDate: date_too_far');
      expect(await refusal(close())).toBe('endDate: date_too_far');
      expect(await periods(soon)).toEqual(['2026-03-10..2026-04-08']);
      expect(await database.dataSource.manager.count(Closure)).toBe(0);
      expect((await studio.statusLedger.countsOn(studio.dayFromToday(6))).get('active')).toBe(2);
    });
  });

  describe('are the right of', () => {
    const yesterday = { startDate: '2026-03-09', endDate: '2026-03-09' };

    it('owner and manager from today on, of the owner alone in the past', async () => {
      await trainee();
      expect(await refusal(close({ startDate: '2026-03-10' }))).toBe('not refused');
      expect(await refusal(preview(yesterday))).toBe('startDate: start_in_past');
      expect(await refusal(close(yesterday))).toBe('startDate: start_in_past');
      expect(await refusal(close(yesterday, OWNER))).toBe('not refused');
    });

    it('owner and manager to undo until they begin, of the owner from then on', async () => {
      const { id } = await close();
      studio.passDays(6);
      expect(await refusal(studio.closures.previewUndo(id, MANAGER))).toBe('owner_only');
      expect(await refusal(studio.closures.undo(id, MANAGER))).toBe('owner_only');
      expect(await refusal(studio.closures.undo(id, OWNER))).toBe('not refused');
    });

    it('no coach', async () => {
      const { id } = await close();
      for (const work of [
        preview({}, COACH),
        close({}, COACH),
        studio.closures.previewUndo(id, COACH),
        studio.closures.undo(id, COACH),
      ]) {
        expect(await refusal(work)).toBe('forbidden');
      }
    });
  });

  describe('with a form’s key', () => {
    it('are made once, however often and by however many it is sent at the same moment', async () => {
      const clientId = await trainee();
      const sent = await Promise.all(Array.from({ length: 8 }, () => close({ idempotencyKey: 'form-1' })));
      expect(new Set(sent.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(sent[0]).toMatchObject({ clients: 1, days: 5 });
      expect(await database.dataSource.manager.count(Closure)).toBe(1);
      expect(await periods(clientId)).toEqual(['2026-03-10..2026-04-13']);
      studio.passDays(33);
      await studio.trainings.recordVisit({ clientId }, MANAGER);
      expect(await close({ idempotencyKey: 'form-1' })).toEqual(sent[0]);
    });

    it('are refused when it comes again with other days', async () => {
      await close({ idempotencyKey: 'form-1' });
      const again = close({ idempotencyKey: 'form-1', endDate: '2026-03-21' });
      expect(await refusal(again)).toBe('idempotency_key_reused');
    });
  });

  it('leave one entry in the audit log, with the numbers', async () => {
    await trainee('Анна');
    await trainee('Борис');
    const { id } = await close();
    await studio.closures.undo(id, MANAGER);
    const { manager } = database.dataSource;
    const entries = await manager.find(AuditEntry, { where: { entity: 'Closure' }, order: { id: 'ASC' } });
    expect(entries.map(({ action, after }) => [action, after?.clients, after?.days])).toEqual([
      ['closure.create', 2, 10],
      ['closure.undo', 2, 10],
    ]);
    expect(await manager.countBy(Client, {})).toBe(2);
  });
});
