import type { Field } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { plural, pluralDays } from '../../src/lib/wording.js';
import { ruClient } from './ru-client.js';
import { ruStaff } from './ru-staff.js';

const VISITS = { one: 'посещение', few: 'посещения', many: 'посещений', other: 'посещения' };

const FIELD_LABELS: Record<Field, string> = {
  firstName: 'Имя',
  lastName: 'Фамилия',
  phone: 'Телефон',
  email: 'Почта',
  birthDate: 'Дата рождения',
  region: 'Город или район',
  photo: 'Фото',
};

const QUESTIONS: Record<Field, string> = {
  firstName: 'Как вас зовут? Напишите имя.',
  lastName: 'Ваша фамилия?',
  phone: 'Ваш телефон? Отправьте его кнопкой внизу или напишите, например +996 555 123 456.',
  email: 'Ваша электронная почта?',
  birthDate: 'Когда вы родились? Напишите день, месяц и год, например 31.12.1990.',
  region: 'Ваш город или район?',
  photo: 'Пришлите фотографию, на которой хорошо видно лицо.',
};

export const ru = {
  languageName: 'Русский',

  buttons: {
    register: '📝 Зарегистрироваться',
    membership: '🎟 Мой абонемент',
    freeze: '❄️ Заморозка',
    visits: '✅ Посещения',
    timetable: '📅 Расписание',
    data: '👤 Мои данные',
    settings: '⚙️ Настройки',
    language: '🌐 Язык',
    privacy: '🛡 Что студия хранит обо мне',
    erase: '🗑 Удалить мои данные',
    sessions: '📋 Мои занятия',
    session: '▶️ Начать занятие',
    broadcast: '📣 Рассылка',
    numbers: '📊 Сегодня',
    find: '🔍 Найти клиента',
    history: '📜 История',
    refresh: '🔄 Обновить',
    menu: '← В меню',
    back: '← Назад',
    skip: 'Пропустить →',
    cancel: 'Отмена',
    clear: '🗑 Убрать',
    confirm: '✅ Всё верно',
    save: '✅ Сохранить',
    stay: 'Продолжить',
    leave: 'Прервать',
    shareContact: '📱 Отправить мой номер',
    keep: (value: string) => `Оставить «${value}»`,
  },

  commands: {
    start: 'Меню',
    membership: 'Мой абонемент',
    timetable: 'Расписание',
    visits: 'Мои посещения',
    freeze: 'Заморозить абонемент',
    data: 'Мои данные',
    settings: 'Настройки',
    language: 'Язык',
    cancel: 'Отменить начатое',
    help: 'Что умеет бот',
  },

  /** Only in the chats of those who may use them. */
  coachCommands: {
    sessions: 'Мои занятия',
  },
  adminCommands: {
    session: 'Начать занятие',
    broadcast: 'Рассылка',
    numbers: 'Сегодня в цифрах',
    find: 'Найти клиента',
  },

  menu: {
    unknown: (studio: string): Html =>
      joinParagraphs([
        html`👋 Здравствуйте! Это бот студии <b>${studio}</b>.`,
        html`Зарегистрируйтесь, чтобы видеть свой абонемент. Это займёт минуту.`,
      ]),
    client: (studio: string): Html => joinParagraphs([html`<b>${studio}</b>`, html`Чем помочь?`]),
    coach: (studio: string, name: string): Html => html`👋 Здравствуйте, ${name}! Вы тренер студии <b>${studio}</b>.`,
    admin: (studio: string): Html => joinParagraphs([html`<b>${studio}</b>`, html`Вы администратор. Чем займёмся?`]),
    archived: (studio: string): Html =>
      html`Ваша запись в студии <b>${studio}</b> сейчас не действует. Пожалуйста, свяжитесь со студией.`,
    registerFirst: html`Сначала зарегистрируйтесь.`,
    notForYou: html`Это вам недоступно.`,
    alreadyRegistered: html`Вы уже зарегистрированы.`,
  },

  help: (studio: string): Html => html`Бот студии <b>${studio}</b>: ваш абонемент и ваши данные всегда под рукой.`,
  staffHelp: (studio: string): Html => html`Бот студии <b>${studio}</b>. Вам доступно:`,
  stopHelp: html`/stop — Не присылать рассылки`,

  language: {
    question: html`На каком языке говорить?`,
    saved: html`Хорошо, говорим по-русски.`,
  },

  dialogue: {
    step: (step: number, total: number) => `шаг ${step} из ${total}`,
    noted: html`Хорошо 👌`,
    interrupted: (title: string): Html =>
      joinLines([
        html`Вы не закончили: <b>${title}</b>. Прервать?`,
        html`Чтобы продолжить, просто ответьте на вопрос.`,
      ]),
    expired: (title: string): Html =>
      html`Прошло больше суток, поэтому «${title}» придётся начать заново. Ничего не изменилось.`,
    outdated: html`Бот обновился, поэтому начатое придётся повторить. Ничего не изменилось.`,
    nothingToCancel: html`Отменять нечего.`,
  },

  notUnderstood: html`Не понял вас.`,
  unknownCommand: html`Такой команды нет.`,
  /** Telegram shows at most 200 characters over the chat. */
  staleButton: 'Эта кнопка больше не действует.',
  tooManyMessages: html`Слишком много сообщений сразу. Подождите несколько секунд и повторите.`,
  apology: html`Простите, сейчас не получилось. Попробуйте ещё раз через минуту.`,

  fields: {
    labels: FIELD_LABELS,
    questions: QUESTIONS,
    none: '—',
    noPhoto: 'нет',
    hasPhoto: 'есть',
    verified: 'подтверждён',
  },

  problems: {
    textExpected: 'Здесь нужен ответ текстом.',
    notADate: 'Такой даты нет. Напишите день, месяц и год, например 31.12.1990.',
    foreignContact: 'Это не ваш контакт. Нажмите кнопку внизу или напишите свой номер.',
    photoExpected: 'Здесь нужна фотография.',
    sendAsPhoto: 'Пришлите картинку как фото, а не как файл.',
    dayExpected: 'Здесь нужна дата: выберите её в календаре или напишите.',
    notADay: 'Такой даты нет. Выберите день в календаре или напишите, например 31.12.2026.',
    dayOutside: (from: string, to: string) => `Можно выбрать день с ${from} по ${to}.`,
    notATime: 'Здесь нужно время, например 18:30.',
    timePassed: 'Это время уже прошло.',
    chooseAbove: 'Выберите одну из кнопок.',
    pressAButton: 'Проверьте ответы и нажмите одну из кнопок.',
  },

  registration: {
    title: 'Регистрация',
    summary: html`Проверьте, всё ли верно:`,
    cancelled: html`Регистрация отменена. Начать её снова можно в любой момент.`,
    done: (name: string, studio: string): Html =>
      html`🎉 Готово, ${name}! Вы зарегистрированы в студии <b>${studio}</b>.`,
  },

  personalData: {
    title: 'Мои данные',
    editTitle: (label: string) => `Мои данные · ${label}`,
    hint: html`Нажмите, что изменить:`,
    now: (value: string): Html => html`Сейчас: ${value}`,
    saved: (label: string): Html => html`✅ ${label}: сохранено.`,
    cleared: (label: string): Html => html`✅ ${label}: убрано.`,
    unchanged: html`Ничего не изменилось.`,
    savePhoto: html`Сохранить это фото? Можно прислать другое.`,
  },

  membership: {
    title: 'Мой абонемент',
    status: {
      active: html`🟢 Абонемент действует`,
      frozen: html`❄️ Абонемент заморожен`,
      upcoming: html`🕒 Абонемент скоро начнётся`,
      expired: html`⚪️ Абонемент закончился`,
      new: html`Абонемента пока нет. Чтобы купить его, свяжитесь со студией.`,
    },
    usedUp: html`⚪️ Посещения по абонементу закончились`,
    renew: html`Чтобы продлить абонемент, свяжитесь со студией.`,
    daysLeft: (days: number): Html => html`Осталось: <b>${pluralDays(days, 'ru')}</b>`,
    lastDay: (day: string): Html => html`Последний оплаченный день: <b>${day}</b>`,
    frozenUntil: (day: string): Html => html`Заморозка до ${day} включительно`,
    closedUntil: (day: string, reason: string): Html =>
      html`🔒 Закрыто до ${day} включительно: ${reason}. Эти дни абонемента не тратятся.`,
    owed: (amount: string): Html => html`Осталось доплатить: <b>${amount}</b>`,
    visits: (used: number, limit: number): Html =>
      html`Посещения: ${used} из ${limit} (осталось ${Math.max(limit - used, 0)})`,
    visitCount: (count: number): Html => html`Всего у вас ${count} ${plural(count, 'ru', VISITS)}.`,
    current: 'Сейчас',
    next: 'Дальше',
    past: 'Прошлые абонементы',
    freezes: 'Заморозки',
    freeze: 'Заморозка',
    history: 'История абонементов',
    refunded: (day: string) => `возврат ${day}`,
    transferred: (day: string) => `остаток передан ${day}`,
    withoutPlan: (term: string) => `Абонемент на ${term}`,
    earlier: (count: number): Html => html`…и ещё ${count} ранее`,
  },

  ...ruClient,
  ...ruStaff,
};

/** Every language has all of these texts: a missing one does not compile. */
export type Texts = typeof ru;
