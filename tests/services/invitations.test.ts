import { beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from '../../src/clients/client.entity.js';
import { insertEntities } from '../../src/db/write-entities.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { Invitation } from '../../src/invitations/invitation.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { BOT, GroupAtWork, inTelegram, nextTelegramId, type Member } from '../setup/group-at-work.js';
import { COACH, desksOf, MANAGER, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

const LINK = 'https://meet.example.com/a?x=1&y=2';

describeEachDatabase('invitations', (database) => {
  let studio: Studio;
  let group: GroupAtWork;

  beforeEach(async () => {
    await database.clear();
    // It is noon of 10 March 2026 in Bishkek; the group begins at six in the evening.
    studio = studioOn(database.dataSource);
    group = await GroupAtWork.open(studio);
  });

  const sessionOf = (id: number) => database.dataSource.manager.findOneByOrFail(GroupTraining, { id });
  const visitsUsed = async ({ id }: Member): Promise<number[]> =>
    (await database.dataSource.manager.findBy(Payment, { clientId: id })).map((payment) => payment.visitsUsed);
  const messageTo = async (prefix: string, { telegramId }: Member): Promise<Delivery> => {
    const found = (await group.messages(prefix)).find(({ chatId }) => chatId === telegramId);
    if (!found) throw new Error(`no message ${prefix} to ${telegramId}`);
    return found;
  };

  describe('starting a session', () => {
    it('asks every active client of that group, and only them', async () => {
      const anna = await group.member();
      const frozen = await group.member();
      await studio.lazyDays.freeze({ clientId: frozen.id, startDate: '2026-03-10', endDate: '2026-03-12' }, MANAGER);
      const archived = await group.member();
      await studio.clients.archive(archived.id, OWNER);
      const other = await GroupAtWork.open(studio);
      await other.member();
      await group.member({ days: 1 });
      studio.passDays(1);
      const { id, invited, unreachable } = await group.start({ link: LINK });
      expect({ invited, unreachable }).toEqual({ invited: 1, unreachable: 0 });
      expect((await group.invitations(id)).map(({ clientId }) => clientId)).toEqual([anna.id]);
      expect(await group.toldTo('invitation:')).toEqual([anna.telegramId]);
    });

    it('asks those who train on its day, whatever they are today', async () => {
      const back = await group.member();
      await studio.lazyDays.freeze({ clientId: back.id, startDate: '2026-03-10', endDate: '2026-03-10' }, MANAGER);
      await group.member({ days: 1 });
      const { id } = await group.start({ date: '2026-03-11' });
      expect((await group.invitations(id)).map(({ clientId }) => clientId)).toEqual([back.id]);
    });

    it('invites who has no Telegram or blocked the bot without a message, and counts them', async () => {
      await group.member();
      await group.member({ telegramId: null });
      await group.block(await group.member());
      const { id, ...counts } = await group.start();
      expect(counts).toEqual({ invited: 3, unreachable: 2 });
      expect(await group.invitations(id)).toHaveLength(3);
      expect(await group.messages('invitation:')).toHaveLength(1);
      expect(await studio.invitations.preview(group.groupId, studio.clock.today())).toEqual(counts);
    });

    it('names group, coach, day and time in the client’s language, with two buttons and nothing of the link', async () => {
      const anna = await group.member({ language: 'ru' });
      const john = await group.member({ language: 'en' });
      const { id } = await group.start({ link: LINK });
      const russian = (await messageTo('invitation:', anna)).payload as { text: string; buttons: object[][] };
      expect(russian.text).toContain(`Йога ${group.coachId}, вторник, 10 марта, 18:00`);
      expect(russian.text).toContain('Тренер: Олег Ким');
      expect(russian.text).not.toContain('meet.example.com');
      const invitationId = (await group.invitationOf(id, anna)).id;
      expect(russian.buttons).toEqual([
        [
          { kind: 'join', text: 'Приду', invitationId },
          { kind: 'decline', text: 'Не смогу', invitationId },
        ],
      ]);
      const english = (await messageTo('invitation:', john)).payload as { text: string };
      expect(english.text).toContain('Tuesday 10 March, 18:00');
    });

    it('can be answered for an hour, and until the start of a session that begins later', async () => {
      const { id: evening } = await group.start();
      await group.member();
      const { id: soon } = await group.start({ time: '12:30' });
      const { id: later } = await group.start({ time: '18:00' });
      const expiry = async (id: number) => (await group.invitations(id))[0]?.expiresAt.toISOString();
      expect(await expiry(soon)).toBe('2026-03-10T07:00:00.000Z');
      expect(await expiry(later)).toBe('2026-03-10T12:00:00.000Z');
      expect(await group.invitations(evening)).toEqual([]);
      const [message] = await group.messages('invitation:');
      expect(message?.expiresAt?.toISOString()).toBe('2026-03-10T07:00:00.000Z');
    });

    it('of a past day, or without invitations, asks nobody', async () => {
      await group.member();
      expect(await group.start({ date: '2026-03-09' })).toMatchObject({ invited: 0 });
      expect(await group.start({ invite: false })).toMatchObject({ invited: 0 });
      expect(await database.dataSource.manager.count(Invitation)).toBe(0);
    });

    it('leaves nothing behind when it fails half-way', async () => {
      await group.member();
      const { outbox } = studio;
      const enqueue = outbox.enqueue.bind(outbox);
      outbox.enqueue = async (drafts) => {
        if (drafts.some(({ deliveryClass }) => deliveryClass === 'invitation')) throw new Error('the process died');
        return enqueue(drafts);
      };
      await expect(group.start()).rejects.toThrow('the process died');
      for (const entity of [GroupTraining, Invitation, Delivery]) {
        expect(await database.dataSource.manager.count(entity)).toBe(0);
      }
    });

    it('asks five hundred clients in one transaction', async () => {
      const { manager } = database.dataSource;
      const { id } = await group.member();
      const anna = await manager.findOneByOrFail(Client, { id });
      const sale = await manager.findOneByOrFail(Payment, { clientId: id });
      const others = Array.from({ length: 499 }, () => ({ ...anna, phone: null, telegramId: nextTelegramId() }));
      const clients = await insertEntities(manager, Client, others);
      await insertEntities(
        manager,
        Payment,
        clients.map((client) => ({ ...sale, clientId: client.id })),
      );
      expect(await group.start()).toMatchObject({ invited: 500, unreachable: 0 });
      expect(await manager.count(Delivery, { where: { deliveryClass: 'invitation' } })).toBe(500);
    });

    it('is not for coaches, by login or in Telegram', async () => {
      const input = { groupId: group.groupId, coachId: group.coachId };
      expect(await refusal(studio.invitations.startSession(input, COACH))).toBe('forbidden');
      const coach = inTelegram({ coachId: group.coachId });
      expect(await refusal(studio.invitations.startSession(input, coach))).toBe('forbidden');
      expect(await refusal(studio.invitations.startSession(input, inTelegram({ isAdmin: true })))).toBe('not refused');
    });
  });

  describe('inviting to a session that is in the timetable', () => {
    it('asks only those who are not invited yet, also when two do it at once', async () => {
      await group.member();
      const { id } = await studio.trainings.createSession({ groupId: group.groupId, coachId: group.coachId }, MANAGER);
      expect((await sessionOf(id)).invitedAt).toBeNull();
      const desks = desksOf(studio, 3);
      const counts = await Promise.all(desks.map((desk) => desk.invitations.inviteToSession(id, MANAGER)));
      expect(counts.map(({ invited }) => invited).sort()).toEqual([0, 0, 1]);
      await group.member();
      expect(await studio.invitations.inviteToSession(id, MANAGER)).toEqual({ invited: 1, unreachable: 0 });
      expect((await sessionOf(id)).invitedAt).not.toBeNull();
    });

    it('is refused for one that is cancelled, closed or past', async () => {
      const { id } = await group.start();
      const invite = () => refusal(studio.invitations.inviteToSession(id, MANAGER));
      expect(await refusal(studio.invitations.inviteToSession(404_404, MANAGER))).toBe('not_found');
      studio.passDays(1);
      expect(await invite()).toBe('start_in_past');
      await studio.attendance.close(id, MANAGER);
      expect(await invite()).toBe('session_closed');
      await studio.trainings.cancelSession(id, MANAGER);
      expect(await invite()).toBe('session_cancelled');
    });
  });

  describe('Join', () => {
    it('records the visit exactly once, however often it is pressed at the same moment, and gives the link', async () => {
      const anna = await group.member({ visitLimit: 8 });
      const { id } = await group.start({ link: LINK });
      const invitation = await group.invitationOf(id, anna);
      const press = (desk: Studio) =>
        desk.invitationAnswers.accept(invitation.id, { telegramId: anna.telegramId }, BOT);
      const answers = await Promise.all(desksOf(studio, 20).map(press));
      expect(await group.visits()).toHaveLength(1);
      expect(await visitsUsed(anna)).toEqual([1]);
      const [visit] = await group.visits();
      for (const answer of answers) {
        expect(answer).toMatchObject({ trainingId: visit?.id, link: LINK, status: 'accepted' });
      }
      expect(answers[0]?.session).toMatchObject({ id, coachName: 'Олег Ким', date: '2026-03-10' });
    });

    it('is the invited person’s alone', async () => {
      const [anna, boris] = [await group.member(), await group.member()];
      const { id } = await group.start({ link: LINK });
      const invitation = await group.invitationOf(id, anna);
      const accept = (telegramId: string, actor = BOT) =>
        refusal(studio.invitationAnswers.accept(invitation.id, { telegramId }, actor));
      expect(await accept(boris.telegramId)).toBe('not_your_invitation');
      expect(await accept(nextTelegramId())).toBe('not_your_invitation');
      const asBoris = inTelegram({ id: boris.telegramId, clientId: boris.id });
      expect(await accept(anna.telegramId, asBoris)).toBe('not_your_invitation');
      expect(await accept('x')).toBe('telegramId: not_a_telegram_id');
      expect(await refusal(studio.invitationAnswers.accept(404_404, { telegramId: '7' }, BOT))).toBe('not_found');
      expect(await group.visits()).toEqual([]);
    });

    it('works until the last moment and no longer; who has said yes gets the same answer ever after', async () => {
      const [anna, boris] = [await group.member(), await group.member()];
      const { id } = await group.start({ time: '12:00', link: LINK });
      group.pass(60 - 0.001);
      const first = await group.join(id, anna);
      group.pass(0.001);
      expect(await refusal(group.join(id, boris))).toBe('invitation_expired');
      expect(await refusal(group.refuse(id, boris))).toBe('invitation_expired');
      studio.passDays(3);
      expect(await group.join(id, anna)).toEqual(first);
    });

    it('gives each session its own link, also of two in the same minute', async () => {
      const other = await GroupAtWork.open(studio);
      const [anna, boris] = [await group.member(), await other.member()];
      const first = await group.start({ link: 'https://meet.example.com/first' });
      const second = await other.start({ link: 'https://meet.example.com/second' });
      const third = await group.start({});
      expect((await other.join(second.id, boris)).link).toBe('https://meet.example.com/second');
      expect((await group.join(first.id, anna)).link).toBe('https://meet.example.com/first');
      expect((await group.join(third.id, anna)).link).toBeNull();
    });

    it('gives the link of the record when the store has lost it, has an old one, or is away', async () => {
      const anna = await group.member();
      const { id } = await group.start({ link: LINK });
      const key = `session-link:${id}`;
      expect(await studio.store.get(key)).toContain('meet.example.com');
      await studio.store.delete(key);
      expect((await group.join(id, anna)).link).toBe(LINK);
      const { version, startsAt } = await sessionOf(id);
      const stale = { version: version - 1, startsAt: startsAt.toISOString(), link: 'https://old.example.com' };
      for (const text of [JSON.stringify(stale), 'https://other.example.com', '{}']) {
        await studio.store.set(key, text, 60);
        expect((await group.join(id, anna)).link).toBe(LINK);
      }
      await studio.store.set(key, JSON.stringify({ ...stale, version, link: 'https://kept.example.com' }), 60);
      expect((await group.join(id, anna)).link).toBe('https://kept.example.com');
      const get = studio.store.get.bind(studio.store);
      studio.store.get = () => Promise.reject(new Error('redis is away'));
      expect((await group.join(id, anna)).link).toBe(LINK);
      studio.store.get = get;
    });

    it('is refused in clear words to who is frozen, expired or archived meanwhile, or when the session is off', async () => {
      const frozen = await group.member();
      const archived = await group.member();
      const anna = await group.member();
      const { id } = await group.start();
      await studio.lazyDays.freeze({ clientId: frozen.id, startDate: '2026-03-10', endDate: '2026-03-12' }, MANAGER);
      expect(await refusal(group.join(id, frozen))).toBe('client_not_active');
      expect((await group.invitationOf(id, frozen)).status).toBe('sent');
      await studio.clients.archive(archived.id, OWNER);
      expect(await refusal(group.join(id, archived))).toBe('client_archived');
      await studio.attendance.close(id, MANAGER);
      expect(await refusal(group.join(id, anna))).toBe('session_closed');
      await studio.trainings.cancelSession(id, MANAGER);
      expect(await refusal(group.join(id, anna))).toBe('session_cancelled');
    });

    it('takes the last visit of a pack for one of two sessions', async () => {
      const anna = await group.member({ visitLimit: 1 });
      const [first, second] = [await group.start(), await group.start({ time: '20:00' })];
      const answers = await Promise.all([first, second].map(({ id }) => refusal(group.join(id, anna))));
      expect(answers.sort()).toEqual(['client_not_active', 'not refused']);
      expect(await visitsUsed(anna)).toEqual([1]);
    });

    it('is only a promise where the coach says who came', async () => {
      await studio.settings.set('attendanceBy', 'coach', OWNER);
      const [anna, frozen] = [await group.member(), await group.member()];
      const { id } = await group.start({ link: LINK });
      await studio.lazyDays.freeze({ clientId: frozen.id, startDate: '2026-03-10', endDate: '2026-03-12' }, MANAGER);
      expect(await refusal(group.join(id, frozen))).toBe('client_not_active');
      expect(await group.join(id, anna)).toMatchObject({ trainingId: null, link: LINK, status: 'accepted' });
      expect(await group.visits()).toEqual([]);
      const { session } = await studio.attendance.roster(id, MANAGER);
      expect(session).toMatchObject({ invited: 2, joined: 1, attended: 0 });
    });

    it('proves that the message has arrived', async () => {
      const [anna, boris] = [await group.member(), await group.member()];
      const { id } = await group.start();
      await database.dataSource.manager.update(Delivery, { deliveryClass: 'invitation' }, { status: 'unknown' });
      await group.join(id, anna);
      await group.refuse(id, boris);
      expect((await group.messages('invitation:')).map(({ status }) => status)).toEqual(['sent', 'sent']);
    });
  });

  describe('a change of mind', () => {
    it('before the session takes the visit back, and again gives it anew', async () => {
      const anna = await group.member({ visitLimit: 8 });
      const { id } = await group.start({ link: LINK });
      await group.join(id, anna);
      expect(await group.refuse(id, anna)).toMatchObject({ trainingId: null, link: null, status: 'declined' });
      expect(await group.refuse(id, anna)).toMatchObject({ status: 'declined' });
      expect(await visitsUsed(anna)).toEqual([0]);
      expect(await group.join(id, anna)).toMatchObject({ status: 'accepted', link: LINK });
      expect(await visitsUsed(anna)).toEqual([1]);
    });

    it('after the session has begun leaves the visit', async () => {
      const anna = await group.member({ visitLimit: 8 });
      const { id } = await group.start({ time: '12:30' });
      await group.join(id, anna);
      group.pass(40);
      expect(await group.refuse(id, anna)).toMatchObject({ status: 'declined' });
      expect(await visitsUsed(anna)).toEqual([1]);
    });

    it('at the very moment of the other answer leaves one of the two, whole', async () => {
      const anna = await group.member({ visitLimit: 8 });
      const { id } = await group.start();
      const [first, second] = desksOf(studio, 2) as [Studio, Studio];
      const invitation = await group.invitationOf(id, anna);
      const input = { telegramId: anna.telegramId };
      await Promise.all([
        first.invitationAnswers.accept(invitation.id, input, BOT),
        second.invitationAnswers.decline(invitation.id, input, BOT),
      ]);
      const { status } = await group.invitationOf(id, anna);
      expect(await visitsUsed(anna)).toEqual([status === 'accepted' ? 1 : 0]);
    });
  });
});
