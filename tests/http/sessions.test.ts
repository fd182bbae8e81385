import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { Invitation } from '../../src/invitations/invitation.entity.js';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { GroupAtWork, nextTelegramId, type Member } from '../setup/group-at-work.js';
import { OWNER } from '../setup/studio.js';
import { startApi, type Answered, type Api } from './api-server.js';

const LINK = 'https://meet.example.com/a';

describeEachDatabase('sessions over the token API', (database) => {
  let api: Api;
  let group: GroupAtWork;
  beforeAll(async () => {
    api = await startApi(database.dataSource);
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    await database.clear();
    group = await GroupAtWork.open(api);
  });

  const start = (body: object = {}, headers?: Record<string, string>): Promise<Answered> =>
    api.call('POST', '/group-trainings', { groupId: group.groupId, coachId: group.coachId, ...body }, headers);
  const answer = async (sessionId: number, member: Member, how: 'accept' | 'decline', body?: object) => {
    const { id } = await group.invitationOf(sessionId, member);
    return api.call('POST', `/invitations/${id}/${how}`, body ?? { telegramId: member.telegramId });
  };
  const count = (entity: typeof GroupTraining | typeof Invitation | typeof Delivery) =>
    database.dataSource.getRepository<GroupTraining | Invitation | Delivery>(entity).count();

  it('start, are answered, attended, closed, opened again and cancelled', async () => {
    const anna = await group.member();
    await group.member({ telegramId: null });
    const started = await start({ startsAt: '2026-03-10T12:00:00+06:00', link: LINK });
    expect([started.status, started.json]).toMatchObject([201, { invited: 2, unreachable: 1 }]);
    const { id } = started.json;
    const accepted = await answer(id, anna, 'accept');
    expect([accepted.status, accepted.json]).toMatchObject([
      200,
      { link: LINK, status: 'accepted', session: { id, startsAt: '2026-03-10T06:00:00.000Z', date: '2026-03-10' } },
    ]);
    expect((await answer(id, anna, 'accept')).json).toEqual(accepted.json);
    const path = `/group-trainings/${id}`;
    const roster = await api.call('GET', path);
    expect(roster.json).toMatchObject({
      session: { invited: 2, joined: 1, attended: 1, durationMinutes: 60, link: LINK },
      people: [
        { clientId: anna.id, invitation: 'accepted', attended: true },
        { invitation: 'sent', attended: false },
      ],
    });
    const marked = await api.call('POST', `${path}/attendance`, { clientId: anna.id, came: false });
    expect([marked.status, marked.json]).toMatchObject([200, { clientId: anna.id, attended: false }]);
    expect((await api.call('POST', `${path}/close`)).json).toMatchObject({ closedAt: '2026-03-10T06:00:00.000Z' });
    const late = await api.call('POST', `${path}/attendance`, { clientId: anna.id, came: true });
    expect([late.status, late.json.code]).toEqual([409, 'session_closed']);
    expect((await api.call('POST', `${path}/reopen`)).json).toMatchObject({ closedAt: null });
    expect((await api.call('POST', `${path}/cancel`)).json).toMatchObject({ cancelled: true });
    const gone = await answer(id, anna, 'accept');
    expect([gone.status, gone.json.code]).toEqual([410, 'session_cancelled']);
  });

  it('started by a double click or a repeated request with one key are one', async () => {
    await group.member();
    const [first, second] = await Promise.all([1, 2].map(() => start({}, { 'idempotency-key': 'click-1' })));
    expect(first?.json).toEqual(second?.json);
    expect([await count(GroupTraining), await count(Invitation)]).toEqual([1, 1]);
    expect((await start({}, { 'idempotency-key': 'click-1' })).json).toEqual(first?.json);
    const other = await start({ link: LINK }, { 'idempotency-key': 'click-1' });
    expect([other.status, other.json.code]).toEqual([409, 'idempotency_key_reused']);
    expect((await start({}, { 'idempotency-key': 'click-2' })).json.id).not.toBe(first?.json.id);
  });

  it('show a client the timetable and the visits, a coach the sessions, the studio the numbers', async () => {
    const anna = await group.member();
    const { id } = (await start({ startsAt: '2026-03-10T06:00:00Z' })).json;
    await answer(id, anna, 'accept');
    const timetable = await api.call('GET', `/clients/${anna.id}/timetable`);
    expect(timetable.json).toMatchObject({
      group: { id: group.groupId, startTime: '18:00' },
      sessions: [{ id, invitation: { status: 'accepted', canAnswer: true }, attended: true }],
    });
    expect(JSON.stringify(timetable.json)).not.toContain('"link"');
    const visits = await api.call('GET', `/clients/${anna.id}/visits`);
    expect(visits.json).toMatchObject({ total: 1, items: [{ date: '2026-03-10' }] });
    const sessions = await api.call('GET', `/coaches/${group.coachId}/sessions?from=2026-03-10&to=2026-03-10`);
    expect(sessions.json).toMatchObject({ items: [{ id, attended: 1 }] });
    const numbers = await api.call('GET', '/coaches/statistics?from=2026-03-10&to=2026-03-10');
    expect(numbers.json.items).toMatchObject([{ coachId: group.coachId, sessions: 1, visits: 1, fill: 1 }]);
  });

  it.each([
    [{ groupId: 404_404 }, 422, 'groupId', 'not_an_option'],
    [{ coachId: 404_404 }, 422, 'coachId', 'not_an_option'],
    [{ groupId: 'x' }, 422, 'groupId', 'not_a_number'],
    [{ groupId: 0 }, 422, 'groupId', 'out_of_range'],
    [{ link: 'javascript:alert(1)' }, 422, 'link', 'not_a_link'],
    [{ link: `https://x.example/${'a'.repeat(500)}` }, 422, 'link', 'too_long'],
    [{ startsAt: '2062-03-10T12:00:00Z' }, 422, 'date', 'date_too_far'],
    [{ invite: 'yes' }, 422, 'invite', 'malformed'],
  ])('are not started with %j', async (body, status, path, code) => {
    await group.member();
    const refused = await start(body);
    expect(refused.status).toBe(status);
    expect(refused.json.errors).toMatchObject([{ path, code }]);
    expect([await count(GroupTraining), await count(Invitation), await count(Delivery)]).toEqual([0, 0, 0]);
  });

  it('name what is wrong with an answer, a mark and a range', async () => {
    const anna = await group.member();
    const { id } = (await start()).json;
    for (const [body, code] of [
      [{}, 'required'],
      [{ telegramId: 5 }, 'malformed'],
      [{ telegramId: '0' }, 'not_a_telegram_id'],
    ] as const) {
      const refused = await answer(id, anna, 'accept', body);
      expect([refused.status, refused.json.errors]).toMatchObject([422, [{ path: 'telegramId', code }]]);
    }
    expect((await api.call('POST', '/invitations/404404/accept', { telegramId: '5' })).status).toBe(404);
    const mark = (body: object) => api.call('POST', `/group-trainings/${id}/attendance`, body);
    expect((await mark({ clientId: anna.id })).json.errors).toMatchObject([{ path: 'came', code: 'required' }]);
    expect((await mark({ clientId: anna.id, came: 1 })).json.errors).toMatchObject([{ path: 'came' }]);
    expect((await mark({ clientId: 404_404, came: true })).status).toBe(404);
    const list = (query: string) => api.call('GET', `/coaches/${group.coachId}/sessions?${query}`);
    expect((await list('from=2026-03-10')).json.errors).toMatchObject([{ path: 'to', code: 'required' }]);
    expect((await list('from=2026-03-10&to=2026-03-09')).json.errors).toMatchObject([{ code: 'end_before_start' }]);
    expect((await list('from=2026-01-01&to=2030-01-01')).json.errors).toMatchObject([{ code: 'out_of_range' }]);
  });

  describe('in Telegram', () => {
    let ids: Record<'own' | 'other' | 'client' | 'stranger' | 'admin', string>;
    let anna: Member;
    let sessionId: number;
    beforeEach(async () => {
      anna = await group.member();
      const other = await GroupAtWork.open(api);
      const [admin, stranger] = [nextTelegramId(), nextTelegramId()];
      await api.settings.set('adminTelegramIds', [admin], OWNER);
      ids = {
        own: group.coachTelegramId,
        other: other.coachTelegramId,
        client: anna.telegramId,
        stranger,
        admin,
      };
      sessionId = (await start({ startsAt: '2026-03-10T06:00:00Z' })).json.id;
    });

    const statuses = async (method: string, path: string, body?: object): Promise<Record<string, number>> => {
      const asked = Object.entries(ids).map(async ([role, telegramId]) => {
        const { status } = await api.call(method, path, body, { 'x-telegram-id': telegramId });
        return [role, status] as const;
      });
      return Object.fromEntries(await Promise.all(asked));
    };
    const NOBODY = { own: 403, other: 403, client: 403, stranger: 403, admin: 403 };

    it('are seen and marked by their own coach and admins, by no other coach, client or stranger', async () => {
      const theirs = { ...NOBODY, own: 200, admin: 200 };
      const path = `/group-trainings/${sessionId}`;
      expect(await statuses('GET', path)).toEqual(theirs);
      expect(await statuses('POST', `${path}/attendance`, { clientId: anna.id, came: true })).toEqual(theirs);
      expect(await statuses('POST', `${path}/close`)).toEqual(theirs);
      expect(await statuses('POST', `${path}/reopen`)).toEqual(theirs);
      const list = `/coaches/${group.coachId}/sessions?from=2026-03-10&to=2026-03-10`;
      expect(await statuses('GET', list)).toEqual(theirs);
    });

    it('are started and cancelled by admins alone', async () => {
      const body = { groupId: group.groupId, coachId: group.coachId };
      expect(await statuses('POST', '/group-trainings', body)).toEqual({ ...NOBODY, admin: 201 });
      expect(await statuses('POST', `/group-trainings/${sessionId}/cancel`)).toEqual({ ...NOBODY, admin: 200 });
    });

    it('are answered by the invited alone, whatever id another one sends', async () => {
      const { id } = await group.invitationOf(sessionId, anna);
      const accept = (header: string, telegramId: string) =>
        api.call('POST', `/invitations/${id}/accept`, { telegramId }, { 'x-telegram-id': header });
      for (const role of ['own', 'other', 'stranger', 'admin'] as const) {
        expect((await accept(ids[role], anna.telegramId)).json.code).toBe('forbidden');
        expect((await accept(ids[role], ids[role])).json.code).toBe('not_your_invitation');
      }
      expect((await accept(anna.telegramId, anna.telegramId)).status).toBe(200);
    });

    it('show timetable and visits to the client and admins alone', async () => {
      const own = { ...NOBODY, client: 200, admin: 200 };
      expect(await statuses('GET', `/clients/${anna.id}/timetable`)).toEqual(own);
      expect(await statuses('GET', `/clients/${anna.id}/visits`)).toEqual(own);
    });
  });
});
