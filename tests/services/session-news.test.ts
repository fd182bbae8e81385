import { beforeEach, expect, it } from '@jest/globals';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { GroupAtWork, nextTelegramId, type Member } from '../setup/group-at-work.js';
import { MANAGER, studioOn, type Studio } from '../setup/studio.js';

const LINK = 'https://meet.example.com/a?x=1&y=2';

describeEachDatabase('news of a session', (database) => {
  let studio: Studio;
  let group: GroupAtWork;

  beforeEach(async () => {
    await database.clear();
    // It is noon of 10 March 2026 in Bishkek; the group begins at six in the evening.
    studio = studioOn(database.dataSource);
    group = await GroupAtWork.open(studio);
  });

  const sessionOf = (id: number) => database.dataSource.manager.findOneByOrFail(GroupTraining, { id });
  const messageTo = async (prefix: string, { telegramId }: Member): Promise<Delivery> => {
    const found = (await group.messages(prefix)).find(({ chatId }) => chatId === telegramId);
    if (!found) throw new Error(`no message ${prefix} to ${telegramId}`);
    return found;
  };

  const people = async () => {
    const [joined, silent, refused] = [await group.member(), await group.member(), await group.member()];
    await group.block(await group.member());
    const { id } = await group.start({ link: LINK });
    await group.deliverAll();
    await group.join(id, joined);
    await group.refuse(id, refused);
    return { id, joined, silent, refused };
  };

  it('that it is theirs goes to the coach, with the list of participants', async () => {
    const { id } = await group.start();
    const [message] = await group.messages('session-assigned:');
    expect(message).toMatchObject({ chatId: group.coachTelegramId, deliveryClass: 'interactive', clientId: null });
    expect(message?.payload.buttons).toEqual([[{ kind: 'roster', text: 'Список участников', sessionId: id }]]);
    await studio.coaches.update(group.coachId, { telegramId: null }, MANAGER);
    await group.start();
    await group.start({ date: '2026-03-09' });
    expect(await group.messages('session-assigned:')).toHaveLength(1);
  });

  it('that it is cancelled goes to the invited who did not decline, and to the coach', async () => {
    const { id, joined, silent } = await people();
    await studio.trainings.cancelSession(id, MANAGER);
    expect(await group.toldTo('session-cancelled:')).toEqual([joined.telegramId, silent.telegramId]);
    expect(await group.toldTo('session-cancelledForCoach:')).toEqual([group.coachTelegramId]);
    expect(await group.visits()).toEqual([]);
  });

  it('that its link is replaced goes to those who joined, with the new link and once', async () => {
    const { id, joined } = await people();
    const link = 'https://meet.example.com/new?a=1&b=2';
    await studio.trainings.updateSession(id, { link }, MANAGER);
    await studio.trainings.updateSession(id, { link }, MANAGER);
    const [message, ...more] = await group.messages('session-link:');
    expect(more).toEqual([]);
    expect(message).toMatchObject({ chatId: joined.telegramId, deliveryClass: 'interactive' });
    expect(message?.payload.text).toContain('https://meet.example.com/new?a=1&amp;b=2');
    expect(message?.payload.buttons).toMatchObject([[{ kind: 'url', url: link }]]);
    expect((await group.join(id, joined)).link).toBe(link);
    await studio.trainings.updateSession(id, { link: LINK }, MANAGER);
    expect(await group.messages('session-link:')).toHaveLength(2);
  });

  it('that another coach leads it goes to those who joined and to both coaches', async () => {
    const { id, joined } = await people();
    const telegramId = nextTelegramId();
    const other = await studio.coaches.create({ firstName: 'Ира', telegramId }, MANAGER);
    await studio.trainings.updateSession(id, { coachId: other.id }, MANAGER);
    expect(await group.toldTo('session-coach:')).toEqual([joined.telegramId]);
    expect((await messageTo('session-coach:', joined)).payload.text).toContain('Ира');
    expect(await group.toldTo('session-unassigned:')).toEqual([group.coachTelegramId]);
    expect((await group.toldTo('session-assigned:')).at(-1)).toBe(telegramId);
  });

  it('that it is moved goes to the invited, who can answer until its new start', async () => {
    const { id, joined, silent, refused } = await people();
    await studio.trainings.updateSession(id, { time: '20:00' }, MANAGER);
    expect(await group.toldTo('session-moved:')).toEqual([joined.telegramId, silent.telegramId]);
    expect((await messageTo('session-moved:', silent)).payload.text).toContain('20:00');
    expect((await messageTo('session-moved:', silent)).payload.buttons).toMatchObject([
      [{ kind: 'join' }, { kind: 'decline' }],
    ]);
    group.pass(7 * 60);
    expect(await group.join(id, silent)).toMatchObject({ status: 'accepted' });
    expect((await group.invitationOf(id, refused)).status).toBe('declined');
    expect(await group.visits()).toHaveLength(2);
  });

  it('that it is moved is not told when a form only repeats its time', async () => {
    const anna = await group.member();
    const startsAt = '2026-03-10T07:00:37Z';
    const { id } = await group.start({ startsAt });
    await group.deliverAll();
    await group.join(id, anna);
    await studio.trainings.updateSession(id, { date: '2026-03-10', time: '13:00', link: LINK }, MANAGER);
    expect((await sessionOf(id)).startsAt).toEqual(new Date(startsAt));
    expect(await group.messages('session-moved')).toEqual([]);
    expect(await group.toldTo('session-link:')).toEqual([anna.telegramId]);
  });

  it('that it takes place on another day asks everyone anew and gives the visits back', async () => {
    const { id, joined } = await people();
    await studio.trainings.updateSession(id, { date: '2026-03-12' }, MANAGER);
    expect(await group.visits()).toEqual([]);
    expect((await group.invitationOf(id, joined)).status).toBe('sent');
    await group.join(id, joined);
    expect(await group.visits()).toMatchObject([{ date: '2026-03-12', clientId: joined.id }]);
  });

  it('changes an invitation that is not sent yet instead of following it', async () => {
    const anna = await group.member();
    const { id } = await group.start();
    const claimed = { status: 'claimed' as const, leaseToken: 'x', leaseUntil: new Date() };
    await database.dataSource.manager.update(Delivery, { deliveryClass: 'invitation' }, claimed);
    await studio.trainings.updateSession(id, { time: '20:00' }, MANAGER);
    expect(await group.messages('session-moved:')).toEqual([]);
    const [message] = await group.messages('invitation:');
    expect(message).toMatchObject({ status: 'pending', leaseToken: null });
    expect(message?.payload.text).toContain('20:00');
    expect(message?.expiresAt).toEqual((await group.invitationOf(id, anna)).expiresAt);
    await studio.trainings.cancelSession(id, MANAGER);
    expect(await group.messages('session-cancelled:')).toEqual([]);
    expect((await group.messages('invitation:')).map(({ status }) => status)).toEqual(['cancelled']);
  });

  it('is told to nobody when it is over', async () => {
    const { id } = await people();
    studio.passDays(1);
    await studio.trainings.updateSession(id, { link: 'https://meet.example.com/late' }, MANAGER);
    await studio.trainings.cancelSession(id, MANAGER);
    expect([...(await group.messages('session-link:')), ...(await group.messages('session-cancelled'))]).toEqual([]);
  });
});
