import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Invitation } from '../../src/invitations/invitation.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const api = (resource: string, rest: string): string => `/admin/api/resources/${resource}/${rest}`;

// Today is 10 March 2026.
describeEachDatabase('plans, sales and freezes in the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
    manager = await panel.loggedIn('manager');
  });
  afterAll(() => panel?.close());

  const register = async (firstName: string): Promise<number> =>
    (await panel.studio.clients.create({ firstName, phone: nextPhone() }, OWNER)).id;
  const sell = (clientId: number, terms: object) => panel.studio.payments.renew({ clientId, ...terms }, OWNER);
  const newPlan = (fields: object) =>
    panel.studio.plans.create({ name: `Plan ${nextPhone()}`, durationDays: 30, price: '3000', ...fields }, OWNER);
  const renewal = (id: number, form: object, visitor = manager) =>
    visitor.post(api('Client', `records/${id}/renew`), form);
  const freeze = (id: number, form: object, visitor = manager) =>
    visitor.post(api('Client', `records/${id}/freeze`), form);
  const card = async (id: number, visitor = manager) =>
    (await visitor.get(api('Client', `records/${id}/card`))).json.result;

  it('saves a plan of calendar months, and opens it again as it was typed', async () => {
    const form = { name: 'Сезон', price: '12 000', durationMonths: '3', durationDays: '', isTrial: 'false' };
    const refused = await owner.submit(api('MembershipPlan', 'actions/new'), form);
    expect(Object.keys(refused.json.record.errors)).toEqual(['price']);
    const saved = await owner.submit(api('MembershipPlan', 'actions/new'), { ...form, price: '12000' });
    const typed = { durationMonths: 3, durationDays: null, isTrial: false, freezeAllowed: true };
    expect(saved.json.record.params).toMatchObject(typed);
    const edit = api('MembershipPlan', `records/${saved.json.record.params.id as number}/edit`);
    expect((await owner.get(edit)).json.record.params).toMatchObject(typed);
    const both = await owner.submit(edit, { durationDays: '90' });
    expect(both.json.record.errors).toMatchObject({
      durationMonths: { message: 'Укажите срок либо в днях, либо в месяцах.' },
    });
    const days = await owner.submit(edit, { durationDays: '90', durationMonths: '', freezeMinDays: '5' });
    expect(days.json.record.params).toMatchObject({ durationDays: 90, durationMonths: null, freezeMinDays: 5 });
    const narrow = await owner.submit(edit, { freezeMaxDays: '3' });
    expect(narrow.json.record.errors).toMatchObject({ freezeMaxDays: { message: 'Допустимо не меньше 5.' } });
  });

  it('offers what each plan is sold with', async () => {
    const plan = await newPlan({ durationDays: null, durationMonths: 1, visitLimit: 8, freezeTotalDays: 7 });
    const id = await register('Chooses');
    const { json } = await manager.get(api('Client', `records/${id}/renew`));
    expect((json.result.plans as { id: number }[]).find((option) => option.id === plan.id)).toMatchObject({
      durationMonths: 1,
      visitLimit: 8,
      isTrial: false,
      freezePolicy: { allowed: true, totalDays: 7, maxCount: null },
    });
  });

  it('sells a part-paid membership, and shows what is owed before it is sold', async () => {
    const { id: planId } = await newPlan({ durationDays: null, durationMonths: 3, price: '4500' });
    const id = await register('Part');
    const preview = await renewal(id, { mode: 'preview', planId, amount: '4500', paid: '3000' });
    expect(preview.json.result).toMatchObject({ endDate: '2026-06-09', paid: '3000.00', owed: '1500.00' });
    const tooMuch = await renewal(id, { mode: 'preview', planId, paid: '4500.01' });
    expect(tooMuch.json.problem?.fields).toEqual({ paid: 'Это больше, чем нужно заплатить (4\u00A0500,00).' });
    await renewal(id, { mode: 'save', planId, paid: '3000' });
    expect(await card(id)).toMatchObject({ owed: '1500.00', memberships: [{ paid: '3000.00', owed: '1500.00' }] });
  });

  it('refuses a second trial at the plan, and says when the first one was', async () => {
    const { id: planId } = await newPlan({ durationDays: 7, isTrial: true });
    const id = await register('Tries');
    expect((await renewal(id, { mode: 'save', planId })).json.problem).toBeUndefined();
    const { problem } = (await renewal(id, { mode: 'preview', planId })).json;
    expect(problem?.fields.planId).toContain('уже был 10 марта 2026 (Tries)');
    expect(await card(id)).toMatchObject({ memberships: [{ isTrial: true }] });
  });

  it('shows before a freeze what the membership allows and what of it is left', async () => {
    const { id: planId } = await newPlan({ freezeTotalDays: 14, freezeMinDays: 3, freezeMaxCount: 2 });
    const id = await register('Freezes');
    await sell(id, { planId });
    await sell(id, { amount: '1000', durationDays: 10 });
    await panel.studio.lazyDays.freeze({ clientId: id, startDate: '2026-03-12', endDate: '2026-03-18' }, MANAGER);
    const { json } = await manager.get(api('Client', `records/${id}/freeze`));
    expect(json.result).toMatchObject({
      today: '2026-03-10',
      allowances: [
        {
          startDate: '2026-03-10',
          endDate: '2026-04-15',
          policy: { totalDays: 14, maxCount: 2 },
          used: { days: 7, count: 1 },
        },
        { startDate: '2026-04-16', endDate: '2026-04-25', policy: null, used: { days: 0, count: 0 } },
      ],
    });
    const tooLong = await freeze(id, { mode: 'preview', startDate: '2026-03-20', endDate: '2026-03-27' });
    expect(tooLong.json.problem?.fields.endDate).toContain('осталось 7');
  });

  it('lets only the owner freeze days that are over, and asks why', async () => {
    const id = await register('Backdated');
    await sell(id, { amount: '1000', startDate: '2026-03-01' });
    const days = { startDate: '2026-03-05', endDate: '2026-03-12' };
    expect((await freeze(id, { mode: 'preview', ...days })).json.problem?.code).toBe('freeze_in_past');
    const asked = await freeze(id, { mode: 'preview', ...days, reason: '' }, owner);
    expect(Object.keys(asked.json.problem?.fields ?? {})).toEqual(['reason']);
    const saved = await freeze(id, { mode: 'save', ...days, reason: 'болезнь, справка' }, owner);
    expect(saved.json.result).toMatchObject({ days: 8, payments: [{ endDate: '2026-04-07' }] });
  });

  it('names the sessions that the client is invited to on the frozen days', async () => {
    const { studio } = panel;
    const coach = await studio.coaches.create({ firstName: 'Leads' }, OWNER);
    const group = await studio.groups.create({ name: 'Йога', coachId: coach.id }, OWNER);
    const id = await register('Invited');
    await sell(id, { amount: '1000' });
    const session = { groupId: group.id, coachId: coach.id, date: '2026-03-12', time: '18:30' };
    const { id: groupTrainingId } = await studio.trainings.createSession(session, OWNER);
    const stamps = { expiresAt: new Date(), createdAt: new Date(), updatedAt: new Date() };
    await database.dataSource.manager.insert(Invitation, { groupTrainingId, clientId: id, status: 'sent', ...stamps });
    const sessionsOf = async (startDate: string) => {
      const { json } = await freeze(id, { mode: 'preview', startDate, endDate: '2026-03-14' });
      return json.result.sessions;
    };
    expect(await sessionsOf('2026-03-11')).toEqual([
      { id: groupTrainingId, date: '2026-03-12', startsAt: '2026-03-12T12:30:00.000Z', groupName: 'Йога' },
    ]);
    expect(await sessionsOf('2026-03-13')).toEqual([]);
  });

  it('lists who owes and how much, and adds it up on the dashboard; an archived client is in neither', async () => {
    const owing = await register('Owes');
    await sell(owing, { amount: '1000', paid: '900.10' });
    await sell(owing, { amount: '1000', paid: '999.90' });
    const gone = await register('Gone');
    await sell(gone, { amount: '1000', paid: '1' });
    await panel.studio.clients.archive(gone, OWNER);
    const { json } = await manager.get(api('Client', 'actions/list?perPage=100&filters.status=owing'));
    const records = json.records as unknown as { title: string; params: { id: number; owed?: string } }[];
    expect(records.map(({ title }) => title)).toContain('Owes');
    expect(records.map(({ title }) => title)).not.toContain('Gone');
    expect(records.find(({ params }) => params.id === owing)?.params.owed).toBe('100.00');
    const studio = (await manager.get('/admin/api/pages/dashboard')).json.studio as { standing: object };
    const sum = records.reduce((total, { params }) => total + Number(params.owed), 0);
    expect(studio.standing).toMatchObject({ owed: sum.toFixed(2), debtors: records.length });
  });

  it('keeps sums, debts and the names of other clients from a coach', async () => {
    const { studio } = panel;
    const mine = await studio.coaches.create({ firstName: 'Mine' }, OWNER);
    const group = await studio.groups.create({ name: 'Own', coachId: mine.id }, OWNER);
    const [id, giver] = [await register('Pupil'), await register('Secretgiver')];
    const given = await sell(giver, { amount: '1000' });
    const taken = await sell(id, { amount: '4321', paid: '1234' });
    await database.dataSource.manager.update(Payment, { id: given.id }, { transferDate: '2026-03-11' });
    await database.dataSource.manager.update(Payment, { id: taken.id }, { transferredFromId: given.id });
    await studio.groups.addClient(group.id, id, OWNER);
    expect(await card(id)).toMatchObject({
      owed: '3087.00',
      memberships: [{ transferredFrom: { id: giver, name: 'Secretgiver' } }],
    });
    expect(await card(giver)).toMatchObject({ owed: null, memberships: [{ transferredTo: { id, name: 'Pupil' } }] });
    const coach = await panel.loggedIn('coach', mine.id);
    expect(await card(id, coach)).toMatchObject({ owed: null, may: { pay: false } });
    for (const path of [`records/${id}/card`, 'actions/list', 'actions/list?filters.status=owing']) {
      const { text } = await coach.get(api('Client', path));
      expect([path, text]).toEqual([path, expect.not.stringMatching(/4321|1234|3087|Secretgiver/)]);
    }
    expect((await coach.get(api('Client', 'actions/list?filters.status=owing'))).json.records).toEqual([]);
  });
});
