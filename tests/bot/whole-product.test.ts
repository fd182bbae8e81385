import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connectCrm } from '../../bot/connect-crm.js';
import { createBot, type StudioBot } from '../../bot/create-bot.js';
import { realSleep } from '../../bot/poller.js';
import { BotApiTelegram } from '../../bot/telegram.js';
import { startPlayground, type PlaygroundPerson, type RunningPlayground } from '../../playground/index.js';
import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import { Training } from '../../src/trainings/training.entity.js';
import { startApi, TOKEN as API_TOKEN, type Api } from '../http/api-server.js';
import { describeOnSqlite } from '../setup/databases.js';
import { GroupAtWork, type Member } from '../setup/group-at-work.js';
import { MANAGER, OWNER, silentLogger } from '../setup/studio.js';
import { botParts } from './bot-parts.js';
import { PNG } from '../setup/photo.js';

const TOKEN = `7770002:${'x'.repeat(35)}`;
const LINK = 'https://meet.example.com/room?a=1&b=2';
const NEWCOMER_ID = 5_000_000_101;
const ADMIN_ID = 5_000_000_102;
describeOnSqlite('API, bot and Telegram together', (database) => {
  let api: Api;
  let playground: RunningPlayground;
  let store: EmbeddedStore;
  let bot: StudioBot;
  let group: GroupAtWork;
  let linked: Member;
  let regular: Member;
  let ticking: NodeJS.Timeout;

  const person = (id: number | string, firstName: string): PlaygroundPerson =>
    playground.control.person({ id: Number(id), firstName, languageCode: 'ru', hasStarted: true });
  const see = (who: PlaygroundPerson, part: string) => who.waitForMessage(({ text }) => text.includes(part), 10_000);
  /** What of the messages with this text has arrived, by chat. */
  const receiversOf = (part: string): number[] =>
    playground.control
      .ledger()
      .filter(({ text }) => text.includes(part))
      .map(({ chatId }) => chatId)
      .sort((a, b) => a - b);

  beforeAll(async () => {
    api = await startApi(database.dataSource);
    playground = await startPlayground({ token: TOKEN });
    store = new EmbeddedStore(':memory:');
    group = await GroupAtWork.open(api, { weekdays: [1, 2, 3, 4, 5, 6, 7] });
    linked = await group.member({ firstName: 'Анна', telegramId: null });
    regular = await group.member({ firstName: 'Борис' });
    await api.settings.set('adminTelegramIds', [String(ADMIN_ID)], OWNER);
    bot = createBot({
      ...botParts(),
      ...connectCrm(api.url, API_TOKEN, silentLogger),
      telegram: new BotApiTelegram(TOKEN, playground.apiRoot),
      store,
      logger: silentLogger,
      clock: api.clock,
      studioName: 'Ритм',
      currency: 'KGS',
      defaultLanguage: 'ru',
      // Pauses pass faster, in their order.
      sleep: (ms, signal) => realSleep(ms / 20, signal),
    });
    bot.start();
    // From noon on as fast as in life: what is put off becomes due.
    const [noon, from] = [api.clock.now().getTime(), performance.now()];
    ticking = setInterval(() => api.clock.set(new Date(noon + performance.now() - from)), 20);
  });

  afterAll(async () => {
    clearInterval(ticking);
    api.claims.stop();
    await bot.stop();
    await playground.stop();
    await store.close();
    await api.stop();
  });

  it('takes a client from the link on the card to the last broadcast they want', async () => {
    const anna = person(NEWCOMER_ID, 'Анна');
    const boris = person(regular.telegramId, 'Борис');
    const coach = person(group.coachTelegramId, 'Олег');
    const admin = person(ADMIN_ID, 'Админ');

    const { code } = await api.linkCodes.make(linked.id, MANAGER);
    anna.send(`/start ${code}`);
    await see(anna, 'Это ваша запись');
    anna.press('✅ Да, это я');
    await see(anna, 'Чем помочь');

    anna.send('/freeze');
    await see(anna, 'С какого дня');
    anna.send('12.03.2026');
    await see(anna, 'До какого дня');
    anna.send('14.03.2026');
    await see(anna, 'Заморозить: 12–14 марта');
    anna.press('❄️ Заморозить');
    await see(anna, 'Абонемент заморожен: 12–14 марта');
    const freezes = await database.dataSource.manager.findBy(LazyDays, { clientId: linked.id });
    expect(freezes).toMatchObject([{ startDate: '2026-03-12', endDate: '2026-03-14' }]);

    admin.send('/session');
    await see(admin, 'Какая группа');
    admin.press(`Йога ${group.coachId}`);
    await see(admin, 'Кто ведёт');
    admin.press('⭐️ Олег Ким');
    await see(admin, 'Когда начало');
    admin.press('🕒 Сегодня в 18:00');
    await see(admin, 'Пришлите ссылку');
    admin.send(LINK);
    await see(admin, 'Будет приглашено: 2 человека');
    admin.press('✅ Начать и пригласить');
    await see(admin, 'Приглашено: 2 человека');

    await see(anna, 'Придёте?');
    anna.press('Приду');
    const { buttons } = await see(anna, 'Вы записаны');
    expect(buttons.flat().map(({ url }) => url)).toContain(LINK);

    await see(coach, 'Вы ведёте занятие');
    coach.press('Список участников');
    await see(coach, 'пришли: 1');
    coach.press('⬜️ Борис');
    await see(coach, 'пришли: 2');
    coach.press('🔒 Закрыть занятие');
    await see(coach, 'Занятие закрыто');
    const visitors = (await database.dataSource.manager.find(Training)).map(({ clientId }) => clientId);
    expect(visitors.sort((a, b) => a - b)).toEqual([linked.id, regular.id]);

    await broadcast(admin, 'Первая новость, {firstName}');
    const news = await see(anna, 'Первая новость, Анна');
    expect(news.photo).not.toBeNull();
    await see(boris, 'Первая новость, Борис');

    anna.press('Не присылать рассылки');
    await see(anna, 'Рассылок больше не будет');
    await broadcast(admin, 'Вторая новость');
    await see(boris, 'Вторая новость');
    expect(receiversOf('Вторая новость').filter((id) => id !== ADMIN_ID)).toEqual([Number(regular.telegramId)]);
  }, 30_000);

  it('lists commands in each chat for whom they are, in their language, and takes them away', async () => {
    const admin = person(ADMIN_ID, 'Админ');
    const coach = person(group.coachTelegramId, 'Олег');
    const listed = (who: PlaygroundPerson) => who.view().commands.map(({ command }) => command);
    const broadcastsIn = (who: PlaygroundPerson) =>
      who.view().commands.find(({ command }) => command === 'broadcast')?.description;
    coach.send('/start');
    await see(coach, 'Вы тренер студии');
    expect(listed(coach)).toContain('sessions');
    expect(listed(coach)).not.toContain('broadcast');
    admin.send('/start');
    await see(admin, 'Вы администратор');
    expect(broadcastsIn(admin)).toBe('Рассылка');
    admin.send('/language');
    await see(admin, 'На каком языке');
    admin.press('English');
    await see(admin, 'You are an admin');
    admin.send('/start');
    await see(admin, 'You are an admin');
    expect(broadcastsIn(admin)).toBe('Broadcast');
    await api.settings.set('adminTelegramIds', [], OWNER);
    admin.send('/start');
    await see(admin, 'Register to see your membership');
    expect(listed(admin)).toContain('membership');
    expect(listed(admin)).not.toContain('broadcast');
  }, 30_000);

  async function broadcast(admin: PlaygroundPerson, text: string): Promise<void> {
    admin.send('/broadcast');
    await see(admin, 'Кому?');
    admin.press('Всем клиентам');
    await see(admin, 'Пришлите текст или фото');
    admin.sendPhoto(PNG, text);
    await see(admin, 'Так сообщение увидят получатели');
    const now = admin.messages().flatMap(({ buttons }) => buttons.flat().map((button) => button.text));
    admin.press(now.findLast((label) => label.startsWith('✅ Отправить сейчас')) ?? 'no such button');
    await see(admin, 'завершена');
  }
});
