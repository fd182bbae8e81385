import { beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from '../../src/clients/client.entity.js';
import { Coach } from '../../src/coaches/coach.entity.js';
import { CoachesService } from '../../src/coaches/coaches.service.js';
import { Group } from '../../src/groups/group.entity.js';
import { GroupQueries } from '../../src/groups/group.queries.js';
import { describeEachDatabase } from '../setup/databases.js';
import { COACH, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('groups and coaches', (database) => {
  let studio: Studio;
  let coaches: CoachesService;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    coaches = new CoachesService(studio.unitOfWork, studio.clock, studio.audit);
  });

  const morning = { name: 'Утро', weekdays: [5, 1, 1], startTime: '09:30', capacity: 2 };
  const activeClient = async (): Promise<number> => {
    const { id } = await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER);
    await studio.payments.renew({ clientId: id, amount: '1' }, MANAGER);
    return id;
  };
  const groupOf = async (id: number) => (await database.dataSource.manager.findOneByOrFail(Client, { id })).groupId;

  describe('a coach', () => {
    it('is found by phone in any writing and has a Telegram account of their own', async () => {
      const { id } = await coaches.create({ firstName: 'Олег', phone: '0555 12 34 56', telegramId: '600' }, MANAGER);
      const coach = await database.dataSource.manager.findOneByOrFail(Coach, { id });
      expect(coach).toMatchObject({ phone: '+996555123456', searchName: 'олег', lastName: '' });
      expect(await refusal(coaches.create({ firstName: 'Ян', telegramId: '600' }, MANAGER))).toBe(
        'telegramId: telegram_id_taken',
      );
      await studio.clients.create({ firstName: 'Анна', telegramId: '700' }, MANAGER);
      expect(await refusal(coaches.update(id, { telegramId: '700' }, MANAGER))).toBe('telegramId: telegram_id_taken');
      expect(await refusal(studio.clients.create({ firstName: 'X', telegramId: '600' }, MANAGER))).toBe(
        'telegramId: is_coach',
      );
    });

    it('can’t be archived while leading a living group', async () => {
      const { id } = await coaches.create({ firstName: 'Олег' }, MANAGER);
      const group = await studio.groups.create({ ...morning, coachId: id }, MANAGER);
      expect(await refusal(coaches.archive(id, MANAGER))).toBe('owner_only');
      expect(await refusal(coaches.archive(id, OWNER))).toBe('coach_in_use');
      await studio.groups.archive(group.id, OWNER);
      await coaches.archive(id, OWNER);
      expect(await refusal(studio.groups.create({ name: 'Вечер', coachId: id }, MANAGER))).toBe(
        'coachId: coach_archived',
      );
      await coaches.restore(id, OWNER);
      expect(await refusal(coaches.restore(id, OWNER))).toBe('not_archived');
    });
  });

  it('a former coach may register as a client, and is no coach again while being one', async () => {
    const { id } = await coaches.create({ firstName: 'Олег', telegramId: '600' }, MANAGER);
    await coaches.archive(id, OWNER);
    const client = await studio.clients.create({ firstName: 'Олег', telegramId: '600' }, MANAGER);
    expect(await studio.clientQueries.findTelegramUser('600')).toMatchObject({ kind: 'client', clientId: client.id });
    expect(await refusal(coaches.restore(id, OWNER))).toBe('telegramId: telegram_id_taken');
  });

  describe('a group', () => {
    it('keeps its weekdays in order, each once', async () => {
      const { id } = await studio.groups.create(morning, MANAGER);
      const group = await database.dataSource.manager.findOneByOrFail(Group, { id });
      expect(group).toMatchObject({ weekdays: '1,5', startTime: '09:30', durationMinutes: 60 });
    });

    it.each([
      [{ name: ' ' }, 'name: required'],
      [{ name: 'x', startTime: '24:00' }, 'startTime: not_a_time'],
      [{ name: 'x', weekdays: [0] }, 'weekdays.0: out_of_range'],
      [{ name: 'x', capacity: 0 }, 'capacity: out_of_range'],
      [{ name: 'x', coachId: 404 }, 'coachId: not_an_option'],
    ])('is refused when it is %j', async (input, reason) => {
      expect(await refusal(studio.groups.create(input, MANAGER))).toBe(reason);
    });

    it('has a name of its own among the living', async () => {
      const { id } = await studio.groups.create(morning, MANAGER);
      expect(await refusal(studio.groups.create(morning, MANAGER))).toBe('name: name_taken');
      await studio.groups.archive(id, OWNER);
      await studio.groups.create(morning, MANAGER);
      expect(await refusal(studio.groups.restore(id, OWNER))).toBe('name: name_taken');
    });

    it('takes active clients without a group, while there is a place', async () => {
      const { id } = await studio.groups.create(morning, MANAGER);
      const other = await studio.groups.create({ name: 'Вечер' }, MANAGER);
      const fresh = await studio.clients.create({ firstName: 'Новый', phone: nextPhone() }, MANAGER);
      expect(await refusal(studio.groups.addClient(id, fresh.id, MANAGER))).toBe('client_not_active');
      const [one, two, three] = [await activeClient(), await activeClient(), await activeClient()];
      await studio.groups.addClient(id, one, MANAGER);
      await studio.groups.addClient(id, one, MANAGER);
      expect(await refusal(studio.groups.addClient(other.id, one, MANAGER))).toBe('client_in_group');
      await studio.groups.addClient(id, two, MANAGER);
      expect(await refusal(studio.groups.addClient(id, three, MANAGER))).toBe('group_full');
      expect(await refusal(studio.groups.update(id, { capacity: 1 }, MANAGER))).toBe('capacity: out_of_range');
      await studio.groups.removeClient(id, two, MANAGER);
      expect(await refusal(studio.groups.removeClient(id, two, MANAGER))).toBe('not_found');
      await studio.groups.addClient(id, three, MANAGER);
      expect(await groupOf(three)).toBe(id);
    });

    it('is not a coach’s to make, change or fill', async () => {
      const { id } = await studio.groups.create(morning, MANAGER);
      const clientId = await activeClient();
      expect(await refusal(studio.groups.create({ name: 'x' }, COACH))).toBe('forbidden');
      expect(await refusal(studio.groups.update(id, { name: 'x' }, COACH))).toBe('forbidden');
      expect(await refusal(studio.groups.addClient(id, clientId, COACH))).toBe('forbidden');
      expect(await refusal(coaches.create({ firstName: 'x' }, COACH))).toBe('forbidden');
    });

    it('gives its last place to one of two who ask at the same moment', async () => {
      const { id } = await studio.groups.create({ ...morning, capacity: 1 }, MANAGER);
      const clients = [await activeClient(), await activeClient(), await activeClient()];
      const answers = await Promise.all(clients.map((client) => refusal(studio.groups.addClient(id, client, MANAGER))));
      expect(answers.sort()).toEqual(['group_full', 'group_full', 'not refused']);
    });

    it('frees its clients when it is archived, and takes none after that', async () => {
      const { id } = await studio.groups.create(morning, MANAGER);
      const client = await activeClient();
      await studio.groups.addClient(id, client, MANAGER);
      expect(await refusal(studio.groups.archive(id, MANAGER))).toBe('owner_only');
      await studio.groups.archive(id, OWNER);
      expect(await groupOf(client)).toBeNull();
      expect(await refusal(studio.groups.addClient(id, client, MANAGER))).toBe('group_archived');
      expect(await refusal(studio.groups.update(id, { name: 'x' }, MANAGER))).toBe('group_archived');
    });

    it('offers its usual coach first, then the other living ones by name', async () => {
      const usual = await coaches.create({ firstName: 'Яна' }, MANAGER);
      const others = [
        await coaches.create({ firstName: 'Борис' }, MANAGER),
        await coaches.create({ firstName: 'Анна' }, MANAGER),
      ];
      const gone = await coaches.create({ firstName: 'Вера' }, MANAGER);
      await coaches.archive(gone.id, OWNER);
      const { id } = await studio.groups.create({ ...morning, coachId: usual.id }, MANAGER);
      const queries = new GroupQueries(studio.unitOfWork, studio.clientQueries);
      const offered = await queries.coachesFor(id);
      expect(offered.usual?.id).toBe(usual.id);
      expect(offered.others.map((coach) => coach.id)).toEqual([others[1]?.id, others[0]?.id]);
      expect(await refusal(queries.coachesFor(404))).toBe('not_found');
    });
  });
});
