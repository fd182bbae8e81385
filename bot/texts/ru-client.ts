import { plural } from '../../src/lib/wording.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';

const VISITS = { one: 'посещение', few: 'посещения', many: 'посещений', other: 'посещения' };

/** What clients read besides their membership and their data. */
export const ruClient = {
  freeze: {
    title: 'Заморозка',
    meaning: html`Дни заморозки не тратят абонемент: он закончится позже на столько же дней.`,
    daysLeft: (days: string): Html => html`По тарифу осталось: <b>${days}</b>`,
    atLeast: (days: string): Html => html`Не короче: ${days}`,
    atMost: (days: string): Html => html`Не длиннее: ${days}`,
    /** Where the words of the refusal name numbers that are not known here. */
    reasons: {
      freeze_count_used_up: 'По вашему тарифу заморозок больше не осталось.',
      freeze_needs_notice: 'О заморозке нужно предупреждать заранее, а до конца абонемента осталось слишком мало дней.',
      freeze_not_covered: 'До конца абонемента не осталось дня, с которого можно начать заморозку.',
    },
    notNow: 'Сейчас заморозить абонемент нельзя. Напишите в студию.',
    askStart: html`С какого дня? Выберите в календаре или напишите дату.`,
    askEnd: (start: string): Html =>
      joinLines([
        html`Первый день: <b>${start}</b>. До какого дня включительно?`,
        html`Выберите последний день или напишите, на сколько дней.`,
      ]),
    summary: (range: string, days: string): Html => html`Заморозить: <b>${range}</b> (${days})`,
    membershipMoves: html`Абонемент сдвинется:`,
    membershipMoved: html`Абонемент сдвинулся:`,
    moves: (before: string, after: string): Html => html`• ${before} → <b>${after}</b>`,
    nothingMoves: html`Сроки абонемента не изменятся.`,
    invitedThen: html`В эти дни вы приглашены на занятия:`,
    confirm: '❄️ Заморозить',
    done: (range: string): Html => html`❄️ Абонемент заморожен: <b>${range}</b>.`,
    cancelled: html`Ничего не заморожено.`,
    running: (range: string): Html =>
      html`❄️ Абонемент заморожен: <b>${range}</b>. Вернулись раньше? Закончите её сегодня.`,
    ahead: (range: string): Html =>
      html`❄️ Заморозка запланирована: <b>${range}</b>. Пока она не началась, её можно отменить.`,
    comeBack: '💪 Я вернулся (вернулась)',
    undo: '✖️ Отменить заморозку',
    yesBack: '💪 Да, я вернулся (вернулась)',
    yesUndo: '✅ Да, отменить заморозку',
    askBack: (range: string, unused: string): Html =>
      joinLines([
        html`Заморозка: <b>${range}</b>.`,
        html`Закончить её сегодня? Сегодня снова будет днём тренировок.`,
        html`Неиспользованное (${unused}) к абонементу не прибавится, и он закончится раньше.`,
      ]),
    askUndo: (range: string): Html => html`Отменить заморозку <b>${range}</b>? Сроки абонемента станут прежними.`,
    back: html`💪 С возвращением! Заморозка закончена.`,
    undone: html`✅ Заморозка отменена.`,
    stays: html`Заморозка остаётся как была.`,
  },

  visits: {
    title: 'Мои посещения',
    none: html`Посещений пока нет.`,
  },

  timetable: {
    title: 'Расписание',
    group: 'Группа',
    usually: 'Обычно',
    coach: 'Тренер',
    noGroup: html`Вы пока не в группе. Чтобы попасть в неё, свяжитесь со студией.`,
    noSessions: html`На ближайшие две недели занятий пока не назначено.`,
    cancelled: '🚫 отменено',
    attended: '✅ вы были',
    answers: {
      sent: '✉️ вы приглашены',
      accepted: '🙋 вы придёте',
      declined: '🚫 вы не придёте',
      expired: 'приглашение уже не действует',
    },
  },

  invitation: {
    joinAt: (moment: string) => `✅ Приду: ${moment}`,
    declineAt: (moment: string) => `🚫 Не смогу: ${moment}`,
    decline: '🚫 Не смогу',
    joinAfterAll: '✅ Всё-таки приду',
    enter: '▶️ Войти на занятие',
    joined: html`✅ Вы записаны. Ждём вас!`,
    joinedOnline: html`✅ Вы записаны. Ссылка на занятие — в кнопке ниже.`,
    declined: html`Хорошо, в этот раз без вас.`,
  },

  settings: {
    title: 'Настройки',
    language: 'Язык',
    broadcastsOn: html`Рассылки студии: <b>приходят</b>`,
    broadcastsOff: html`Рассылки студии: <b>не приходят</b>. Приглашения и важные сообщения приходят всегда.`,
    stop: '🔕 Не присылать рассылки',
    resume: '🔔 Присылать рассылки',
    stopped: html`🔕 Рассылок больше не будет. Приглашения на занятия и важные сообщения приходят по-прежнему.`,
    resumed: html`🔔 Рассылки снова будут приходить.`,
  },

  privacy: {
    title: 'Что студия хранит о вас',
    memberships: (memberships: number, freezes: number): Html =>
      joinLines([html`Абонементы и оплаты: ${memberships}.`, html`Заморозки: ${freezes}.`]),
    visits: (count: number): Html => html`Занятия: ${count} ${plural(count, 'ru', VISITS)} и ответы на приглашения.`,
    rest: html`Ещё: сообщения, которые вам отправил бот, и журнал изменений вашей записи.`,
    requested: (day: string): Html => html`🗑 ${day} вы попросили удалить ваши данные. Студия это подтвердит.`,
    withdraw: '↩️ Не удалять мои данные',
  },

  erase: {
    title: 'Удаление данных',
    explain: joinParagraphs([
      html`Студия удалит ваше имя, телефон, почту, дату рождения, фото и связь с этим чатом.`,
      html`История оплат останется без имени, для учёта студии.`,
      html`Абонемент после этого действовать не будет, и вернуть данные нельзя.`,
      html`Сначала просьбу подтвердит студия; до этого её можно отозвать.`,
    ]),
    confirm: '🗑 Да, удалить мои данные',
    requested: html`🗑 Просьба отправлена. Студия подтвердит удаление; до этого вы можете её отозвать в настройках.`,
    askWithdraw: html`Вы попросили удалить ваши данные. Отозвать просьбу?`,
    withdrawn: html`↩️ Просьба отозвана: ваши данные остаются.`,
    cancelled: html`Ничего не изменилось.`,
  },

  link: {
    title: 'Привязка Telegram',
    question: (name: string, phone: string): Html =>
      joinLines([html`Это ваша запись в студии?`, html`<b>${name}</b>, телефон ${phone}`]),
    confirm: '✅ Да, это я',
    done: (studio: string): Html => html`🎉 Готово! Теперь ваш абонемент в студии <b>${studio}</b> всегда под рукой.`,
    cancelled: html`Хорошо, ничего не привязано. Если запись не ваша, сообщите об этом в студию.`,
  },
};
