import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeEachDatabase } from '../setup/databases.js';
import { OWNER, nextPhone } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const api = (resource: string, rest: string): string => `/admin/api/resources/${resource}/${rest}`;

describeEachDatabase('records in the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;
  let planId = 0;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
    manager = await panel.loggedIn('manager');
    planId = (await panel.studio.plans.create({ name: 'Month', durationDays: 30, price: '1200.50' }, OWNER)).id;
  });
  afterAll(() => panel?.close());

  const register = (firstName: string, lastName = ''): Promise<{ id: number }> =>
    panel.studio.clients.create({ firstName, lastName, phone: nextPhone() }, OWNER);
  const list = async (query: string, resource = 'Client', visitor = manager): Promise<string[]> => {
    const { json } = await visitor.get(api(resource, `actions/list?perPage=100&${query}`));
    return json.records.map(({ title }) => title);
  };

  it('finds a person by any part of the name in any case, and takes % and _ for letters', async () => {
    await register('Игорь', 'Ёлкин');
    await register('100%', 'Percent');
    expect(await list(`filters.q=${encodeURIComponent('ЕЛК')}`)).toEqual(['Ёлкин Игорь']);
    expect(await list(`filters.q=${encodeURIComponent('игорь ёл')}`)).toEqual(['Ёлкин Игорь']);
    expect(await list(`filters.q=${encodeURIComponent('%')}`)).toEqual(['Percent 100%']);
    const found = await manager.get(api('Client', `actions/search/${encodeURIComponent('ёлк')}`));
    expect(found.json.records).toHaveLength(1);
  });

  it('shows nothing, never everything, for a filter of the wrong kind', async () => {
    for (const bad of [
      'filters.registeredDate=nonsense',
      'filters.registeredDate~~from=2026-02-31',
      'filters.groupId=abc',
      'filters.groupId=-1',
      'filters.language=r',
      'filters.status=activ',
      'filters.passwordHash=x',
      'filters.q.nested=x',
    ]) {
      expect(await list(bad)).toEqual([]);
    }
    expect(await list('sortBy=passwordHash&direction=sideways&page=-3')).not.toEqual([]);
  });

  it('includes both days of a date range and compares sums exactly', async () => {
    const { id } = await register('Payer');
    await panel.studio.payments.renew({ clientId: id, planId, amount: '100' }, OWNER);
    await panel.studio.payments.renew({ clientId: id, planId, amount: '1100' }, OWNER);
    const payments = (query: string) => list(`filters.clientId=${id}&${query}`, 'Payment');
    expect(await payments('filters.amount=100')).toEqual(['10.03.2026 – 08.04.2026']);
    expect(await payments('filters.startDate~~from=2026-03-10&filters.startDate~~to=2026-03-10')).toHaveLength(1);
    expect(await payments('filters.saleDate~~from=2026-03-10&filters.saleDate~~to=2026-03-10')).toHaveLength(2);
    expect(await payments('filters.saleDate~~from=2026-03-11')).toHaveLength(0);
    // 10 March 2026 of the studio's clock, whatever the day is in UTC.
    const entry = 'filters.action=payment.renew&filters.at~~to=2026-03-10';
    expect((await list(entry, 'AuditEntry', owner)).length).toBeGreaterThan(0);
  });

  it('saves through the service: fields are checked, refused in the person’s language, and unknown ones dropped', async () => {
    const bad = await manager.submit(api('Client', 'actions/new'), {
      firstName: 'Anna',
      phone: '12',
      birthDate: '2099-01-01',
    });
    expect(bad.json.record.errors).toMatchObject({
      phone: { message: expect.stringContaining('Такого телефона нет') },
      birthDate: { message: expect.stringContaining('в будущем') },
    });
    expect(bad.json.record.params.firstName).toBe('Anna');
    const phone = nextPhone();
    const fields = { firstName: 'Anna', phone, registeredDate: '1999-01-01', archivedAt: '2026-01-01', id: '1' };
    const { json } = await manager.submit(api('Client', 'actions/new'), fields);
    expect(json.redirectUrl).toMatch(/\/records\/\d+\/renew$/);
    expect(json.record.params).toMatchObject({ phone, registeredDate: '2026-03-10', archivedAt: null });
  });

  it('clears an optional field, and refuses a number that is none instead of storing 0', async () => {
    const { id } = await register('Clear');
    await manager.submit(api('Client', `records/${id}/edit`), { region: 'Bishkek' });
    await manager.submit(api('Client', `records/${id}/edit`), { region: '', birthDate: '' });
    expect((await panel.studio.clientQueries.get(id)).region).toBeNull();
    const plan = { name: 'Odd', durationDays: '30', price: '10', visitLimit: '', freezeAllowed: 'true' };
    const saved = await owner.submit(api('MembershipPlan', 'actions/new'), plan);
    expect(saved.json.record.params).toMatchObject({ visitLimit: null, durationDays: 30 });
    const refused = await owner.submit(api('MembershipPlan', 'actions/new'), {
      ...plan,
      name: 'Odder',
      durationDays: 'abc',
    });
    expect(Object.keys(refused.json.record.errors)).toEqual(['durationDays']);
  });

  it('warns the second of two people who edit the same record, and keeps what the first one saved', async () => {
    const { id } = await register('Shared');
    const url = api('Client', `records/${id}/edit`);
    const version = String((await manager.get(url)).json.record.params.version);
    const first = await manager.submit(url, { region: 'first', version });
    const second = await owner.submit(url, { region: 'second', version });
    expect(first.json.notice?.type).toBe('success');
    expect(second.json.notice).toMatchObject({
      type: 'error',
      message: expect.stringContaining('кто-то другой'),
    });
    expect((await panel.studio.clientQueries.get(id)).region).toBe('first');
  });

  it('counts every tab with the same rule that fills it, and the tabs add up to all', async () => {
    const { id } = await register('Later');
    await panel.studio.payments.renew({ clientId: id, planId, startDate: '2026-04-01' }, OWNER);
    const { counts } = (await manager.get(api('Client', 'actions/summary'))).json.result as {
      counts: Record<string, number>;
    };
    for (const status of ['active', 'frozen', 'expiring', 'upcoming', 'expired', 'new', 'archived', 'all']) {
      expect([status, (await list(`filters.status=${status}`)).length]).toEqual([status, counts[status]]);
    }
    const parts = ['active', 'frozen', 'upcoming', 'expired', 'new'].map((status) => counts[status] ?? Number.NaN);
    expect(parts.reduce((sum, part) => sum + part)).toBe(counts.all);
    expect(counts.upcoming).toBe(1);
  });

  it('previews a renewal without selling, and sells once however often the form is sent', async () => {
    const { id } = await register('Renewed');
    const url = api('Client', `records/${id}/renew`);
    const preview = await manager.post(url, { mode: 'preview', planId });
    expect(preview.json.result).toMatchObject({ startDate: '2026-03-10', endDate: '2026-04-08', amount: '1200.50' });
    expect((await panel.studio.clientQueries.getDetail(id)).memberships).toHaveLength(0);
    const form = { mode: 'save', planId, amount: '1200.50', method: 'card', idempotencyKey: 'panel:one' };
    const answers = await Promise.all([manager.post(url, form), manager.post(url, form)]);
    for (const { json } of answers) expect(json.result).toEqual({ startDate: '2026-03-10', endDate: '2026-04-08' });
    expect((await panel.studio.clientQueries.getDetail(id)).memberships).toHaveLength(1);
    const bad = await manager.post(url, { mode: 'save', planId, amount: '-5', startDate: '2026-02-31' });
    expect(Object.keys(bad.json.problem?.fields ?? {}).sort()).toEqual(['amount', 'startDate']);
  });

  it('freezes, ends the freeze early and cancels one that has not begun, each with what moves', async () => {
    const { id } = await register('Frozen');
    await panel.studio.payments.renew({ clientId: id, planId }, OWNER);
    const url = api('Client', `records/${id}/freeze`);
    const days = { startDate: '2026-03-10', endDate: '2026-03-16' };
    const moved = {
      startDate: '2026-03-10',
      endDate: '2026-04-15',
      before: { startDate: '2026-03-10', endDate: '2026-04-08' },
    };
    expect((await manager.post(url, days)).json.result).toMatchObject({ id: null, payments: [moved] });
    const saved = await manager.post(url, { ...days, mode: 'save' });
    expect(saved.json.result).toMatchObject({ days: 7, payments: [moved] });
    const resumed = await manager.post(api('LazyDays', `records/${saved.json.result.id as number}/resume`));
    expect(resumed.json.problem).toBeUndefined();
    const later = await manager.post(url, { startDate: '2026-03-20', endDate: '2026-03-21', mode: 'save' });
    await manager.post(api('LazyDays', `records/${later.json.result.id as number}/cancel`));
    expect(await panel.studio.clientQueries.getDetail(id)).toMatchObject({ freezes: [], endDate: '2026-04-08' });
  });

  it('lets only the owner archive and restore; an archived client leaves the lists', async () => {
    const { id } = await register('Archived');
    const archive = api('Client', `records/${id}/archive`);
    expect((await manager.post(archive)).json.notice?.type).toBe('error');
    expect((await owner.post(archive)).json.problem).toBeUndefined();
    expect(await list('filters.status=all')).not.toContain('Archived');
    expect(await list('filters.status=archived')).toEqual(['Archived']);
    await owner.post(api('Client', `records/${id}/restore`));
    expect(await list('')).toContain('Archived');
  });

  it('shows a coach own groups only, without sums, and nothing to change', async () => {
    const mine = await panel.studio.coaches.create({ firstName: 'Mine' }, OWNER);
    const group = await panel.studio.groups.create({ name: 'Own group', coachId: mine.id }, OWNER);
    const inGroup = await register('Pupil');
    const outside = await register('Outsider');
    await panel.studio.payments.renew({ clientId: inGroup.id, planId }, OWNER);
    await panel.studio.groups.addClient(group.id, inGroup.id, OWNER);
    const coach = await panel.loggedIn('coach', mine.id);
    expect(await list('', 'Client', coach)).toEqual(['Pupil']);
    expect(await list('', 'Group', coach)).toEqual(['Own group']);
    expect((await coach.get(api('Client', `records/${outside.id}/show`))).text).not.toContain('Outsider');
    expect((await coach.get(api('Client', `records/${outside.id}/card`))).text).not.toContain('Outsider');
    const card = await coach.get(api('Client', `records/${inGroup.id}/card`));
    expect(card.json.result.memberships).toHaveLength(1);
    expect(card.text).not.toContain('1200.50');
    for (const resource of [
      'Payment',
      'LazyDays',
      'Staff',
      'Setting',
      'AuditEntry',
      'ApiToken',
      'MembershipPlan',
      'Coach',
    ]) {
      const { json } = await coach.get(api(resource, 'actions/list'));
      expect([resource, json.notice?.type, json.records]).toEqual([resource, 'error', []]);
    }
    expect((await coach.post(api('Client', `records/${inGroup.id}/renew`), { mode: 'save' })).json.notice?.type).toBe(
      'error',
    );
    expect((await coach.get('/admin/api/dashboard')).json.studio).toBeNull();
  });

  it('lets a coach mark who came to today’s session of an own group', async () => {
    const own = await panel.studio.coaches.create({ firstName: 'Leads' }, OWNER);
    const group = await panel.studio.groups.create({ name: 'Marked group', coachId: own.id }, OWNER);
    const { id } = await register('Comes');
    await panel.studio.payments.renew({ clientId: id, planId }, OWNER);
    await panel.studio.groups.addClient(group.id, id, OWNER);
    const coach = await panel.loggedIn('coach', own.id);
    const visit = api('Client', `records/${id}/visit`);
    expect((await coach.post(visit)).json.problem?.code).toBe('forbidden');
    await panel.studio.trainings.createSession({ groupId: group.id, coachId: own.id, time: '10:00' }, OWNER);
    expect((await coach.post(visit)).json.result).toEqual({ date: '2026-03-10' });
    expect((await panel.studio.clientQueries.getDetail(id)).visitCount).toBe(1);
  });

  it('deletes nothing and never lets a hash out', async () => {
    const { id } = await register('Kept');
    for (const [method, path] of [
      ['POST', api('Client', `records/${id}/delete`)],
      ['POST', api('Client', `bulk/bulkDelete?recordIds=${id}`)],
    ] as const) {
      expect((await owner.send(method, path)).json.notice?.type).toBe('error');
    }
    expect(await panel.studio.clientQueries.get(id)).toMatchObject({ firstName: 'Kept' });
    await panel.studio.apiTokens.create({ name: 'Reports', scopes: ['read'] }, OWNER);
    for (const path of [
      api('Staff', 'actions/list'),
      api('Staff', 'records/1/show'),
      api('Staff', 'records/1/edit'),
      api('Staff', 'actions/search/a'),
      api('ApiToken', 'actions/list'),
      '/admin',
    ]) {
      const { status, text } = await owner.get(path);
      expect(status).toBe(200);
      expect(text).not.toMatch(/argon2|passwordHash|sessionEpoch|"hash"/);
    }
  });

  it('makes a token that is shown once and saves settings with their errors', async () => {
    const made = await owner.post(api('ApiToken', 'actions/new'), { name: 'Site', scopes: ['read'] });
    expect(made.json.result.token).toMatch(/^crm_/);
    const save = (key: string, value: unknown) => owner.post(api('Setting', 'actions/save'), { key, value });
    expect((await save('expiringDays', 5)).json.result).toMatchObject({ values: { expiringDays: 5 } });
    expect((await save('expiringDays', 'many')).json.problem).toBeDefined();
    expect((await save('__proto__', 1)).json.problem).toBeDefined();
    expect(
      (await manager.post(api('Setting', 'actions/save'), { key: 'expiringDays', value: 1 })).json.notice?.type,
    ).toBe('error');
  });
});
