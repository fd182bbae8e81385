import { plural } from '../../src/lib/wording.js';
import { html, joinLines, type Html } from '../html.js';

const PEOPLE = { one: 'человек', few: 'человека', many: 'человек', other: 'человека' };
const RECEIVERS = { one: 'получатель', few: 'получателя', many: 'получателей', other: 'получателя' };
const FOUND = { one: 'клиент', few: 'клиента', many: 'клиентов', other: 'клиента' };

/** What coaches and admins read. */
export const ruStaff = {
  sessions: {
    title: 'Мои занятия',
    today: 'Сегодня',
    hint: html`Сегодня и ближайшие семь дней. Нажмите на занятие, чтобы отметить, кто пришёл.`,
    none: html`На ближайшие семь дней занятий нет.`,
  },

  roster: {
    counts: (invited: number, joined: number, attended: number): Html =>
      html`Приглашены: ${invited} · придут: ${joined} · пришли: <b>${attended}</b>`,
    listed: (people: number, attended: number): Html => html`В группе: ${people} · пришли: <b>${attended}</b>`,
    hint: html`Нажмите на имя, чтобы отметить приход, и ещё раз, чтобы снять отметку. 🙋 придёт, 🚫 не сможет.`,
    closed: html`🔒 Занятие закрыто. Открыть его снова можно в течение двух часов.`,
    cancelled: html`🚫 Занятие отменено.`,
    empty: html`Никто не приглашён.`,
    close: '🔒 Закрыть занятие',
    reopen: '🔓 Открыть снова',
  },

  session: {
    title: 'Начать занятие',
    askGroup: html`Какая группа?`,
    askCoach: html`Кто ведёт? Обычный тренер отмечен звёздочкой.`,
    askWhen: html`Когда начало?`,
    askDay: html`В какой день?`,
    askTime: (day: string): Html => html`${day}, во сколько? Выберите час или напишите время, например 18:30.`,
    askLink: html`Пришлите ссылку на занятие, если оно онлайн, или нажмите «В зале».`,
    badLink: 'Нужна ссылка, которая начинается с http:// или https://.',
    now: '▶️ Сейчас',
    usual: (time: string) => `🕒 Сегодня в ${time}`,
    otherTime: '📅 Другое время',
    inHall: 'В зале',
    time: 'Начало',
    link: 'Место',
    willInvite: (people: number, reachable: number): Html =>
      joinLines([
        html`Будет приглашено: <b>${people} ${plural(people, 'ru', PEOPLE)}</b> с действующим абонементом.`,
        people === reachable ? null : html`Боту доступны из них: ${reachable}.`,
      ]),
    confirm: '✅ Начать и пригласить',
    done: html`✅ <b>Занятие создано</b>`,
    invited: (count: number, unreachable: number): Html =>
      joinLines([
        html`Приглашено: <b>${count} ${plural(count, 'ru', PEOPLE)}</b>.`,
        unreachable > 0 ? html`Из них бот не может написать: ${unreachable}. Позвоните им.` : null,
      ]),
    roster: '👥 Кто придёт',
    cancelled: html`Занятие не создано.`,
  },

  broadcast: {
    title: 'Рассылка',
    askAudience: html`Кому?`,
    audiences: {
      all: 'Всем клиентам',
      active: 'С действующим абонементом',
      inactive: 'Без действующего абонемента',
      expiring: 'У кого абонемент скоро закончится',
      group: 'Одной группе…',
    },
    askMembers: (group: string): Html => html`Группа <b>${group}</b>: кому именно?`,
    wholeGroup: 'Всей группе',
    activeOfGroup: 'Только с действующим абонементом',
    groupName: (group: string, activeOnly: boolean) =>
      activeOnly ? `Группе «${group}», с действующим абонементом` : `Группе «${group}»`,
    size: (audience: string, reachable: number): Html =>
      html`${audience}: <b>${reachable} ${plural(reachable, 'ru', RECEIVERS)}</b>`,
    leftOut: (withoutTelegram: number, blocked: number, optedOut: number): Html =>
      joinLines([
        html`Не получат: без Telegram — ${withoutTelegram}, заблокировали бота — ${blocked},`,
        html`отказались от рассылок — ${optedOut}.`,
      ]),
    nobody: 'Из этих людей бот никому не может написать. Выберите других.',
    askContent: joinLines([
      html`Пришлите текст или фото с подписью. Жирный, курсив и ссылки сохранятся.`,
      html`<code>{firstName}</code> станет именем получателя.`,
    ]),
    contentExpected: 'Здесь нужен текст или фото с подписью.',
    unknownPlaceholder: (name: string) => `Такой подстановки нет: {${name}}. Есть {firstName} и {lastName}.`,
    tooLong: (max: number) => `Слишком длинно: не больше ${max} символов.`,
    askDecision: html`Так сообщение увидят получатели. Отправляем? Чтобы заменить его, пришлите другое.`,
    stopButton: 'Не присылать рассылки',
    sendNow: (count: number) => `✅ Отправить сейчас (${count})`,
    sendLater: '🕒 Запланировать',
    askDay: html`В какой день отправить?`,
    willStart: (moment: string): Html => html`Отправка начнётся: <b>${moment}</b>`,
    schedule: '✅ Запланировать',
    cancelled: html`Рассылка не отправлена.`,
  },

  progress: {
    title: 'Рассылка',
    status: {
      draft: 'черновик',
      scheduled: '🕒 запланирована',
      preparing: '⏳ готовится',
      running: '📤 отправляется',
      paused: '⏸ приостановлена',
      done: '✅ завершена',
      cancelled: '✖️ отменена',
    },
    refused: html`Telegram не принимает этот текст. Исправьте его в новой рассылке.`,
    sent: (sent: number, total: number): Html => html`Отправлено: <b>${sent}</b> из ${total}`,
    failed: (count: number): Html => html`Не доставлено: ${count}`,
    unknown: (count: number): Html => html`Неизвестно, дошло ли: ${count}`,
    skipped: (count: number): Html => html`Пропущено: ${count}`,
    pending: (count: number): Html => html`Осталось: ${count}`,
    pace: (perSecond: number, minutes: number): Html =>
      html`≈ ${Math.round(perSecond)} в секунду, ещё около ${minutes} мин`,
    pause: '⏸ Пауза',
    resume: '▶️ Продолжить',
    cancel: '✖️ Отменить',
    askStop: html`Отменить рассылку? Кому уже отправлено, у тех сообщение останется.`,
    stop: '✖️ Да, отменить',
    dontStop: '← Нет',
  },

  numbers: {
    title: 'Сегодня',
    labels: {
      revenue: 'Выручка',
      visits: 'Посещения',
      payments: 'Продажи',
      newClients: 'Новые клиенты',
      misses: 'Пропуски',
      active: 'Активные клиенты',
      frozen: 'Заморожены',
    },
    compared: html`В скобках — вчера.`,
  },

  find: {
    title: 'Найти клиента',
    ask: html`Напишите часть имени или цифры телефона.`,
    found: (query: string, count: number): Html =>
      html`По запросу «${query}»: ${count} ${plural(count, 'ru', FOUND)}. Можно написать другой запрос.`,
    nobody: (query: string): Html => html`По запросу «${query}» никого нет. Напишите иначе.`,
    tooMany: (query: string, shown: number): Html =>
      html`По запросу «${query}» слишком многие; первые ${shown}. Уточните запрос.`,
    marks: { active: '🟢', frozen: '❄️', upcoming: '🕒', expired: '⚪️', new: '🆕', archived: '🗄' },
  },

  card: {
    renew: '💳 Продлить',
    markVisit: '✅ Отметить посещение',
    findAnother: '🔍 Найти другого',
    visitMarked: html`✅ Посещение сегодня отмечено.`,
    noTelegram: html`Telegram не привязан`,
    noMembership: html`Абонемента пока нет`,
    visits: (count: number): Html => html`Посещений всего: ${count}`,
  },

  renew: {
    title: (name: string) => `Продление · ${name}`,
    askPlan: html`Какой тариф?`,
    offer: (plan: string, price: string, range: string): Html =>
      joinLines([html`<b>${plan}</b>`, html`Дни: <b>${range}</b>`, html`Цена: <b>${price}</b>`]),
    askMethod: html`Как оплачено?`,
    paidBy: (method: string): Html => html`Оплата: <b>${method}</b>. Всё верно?`,
    methods: { cash: 'Наличные', card: 'Карта', transfer: 'Перевод', other: 'Другое' },
    confirm: '✅ Продлить',
    done: (range: string): Html => html`✅ Продлено: <b>${range}</b>.`,
    cancelled: html`Абонемент не продлён.`,
  },
};
