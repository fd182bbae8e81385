import type { ErrorCode } from './error-codes.js';

type Params = Record<string, string | number>;
type Words = readonly [ru: string, en: string];

/** `{name}` in a text is replaced by the parameter of that name. */
const WORDS: Record<ErrorCode, Words> = {
  malformed: ['Запрос составлен неверно.', 'The request is malformed.'],
  unauthorized: ['Нужен вход.', 'Please sign in.'],
  forbidden: ['На это действие нет прав.', 'You are not allowed to do this.'],
  owner_only: ['Это может только владелец.', 'Only the owner can do this.'],
  not_found: ['Запись не найдена.', 'No such record.'],
  method_not_allowed: ['По этому адресу так не обращаются.', 'This address does not take that method.'],
  payload_too_large: ['Слишком большой файл или запрос.', 'The file or request is too large.'],
  unsupported_media_type: ['Такой тип данных не поддерживается.', 'This type of data is not supported.'],
  rate_limited: ['Слишком много запросов, подождите немного.', 'Too many requests, please wait a little.'],
  internal: ['Внутренняя ошибка. Мы записали её и разберёмся.', 'Internal error. It has been logged.'],
  unavailable: [
    'Сервис сейчас недоступен, попробуйте через минуту.',
    'The service is unavailable, try again in a minute.',
  ],
  not_writable: [
    'Ничего не сохранено: на сервере нет места или база доступна только для чтения. Сообщите тому, кто следит за сервером.',
    'Nothing was saved: the server’s disk is full, or its database can only be read. Tell whoever looks after the server.',
  ],
  invalid_input: ['Проверьте отмеченные поля.', 'Please check the marked fields.'],
  required: ['Заполните это поле.', 'This field is required.'],
  too_long: ['Слишком длинно: не больше {max} символов.', 'Too long: {max} characters at most.'],
  too_short: ['Слишком коротко: не меньше {min} символов.', 'Too short: at least {min} characters.'],
  not_a_date: ['Такой даты нет. Пример: 2026-03-31.', 'No such date. Example: 2026-03-31.'],
  date_in_future: ['Дата не может быть в будущем.', 'The date can’t be in the future.'],
  date_too_far: ['Дата слишком далеко: проверьте год.', 'The date is too far away: check the year.'],
  not_a_number: ['Здесь нужно целое число.', 'A whole number is needed here.'],
  out_of_range: ['Допустимо от {min} до {max}.', 'Must be between {min} and {max}.'],
  days_or_months: ['Укажите срок либо в днях, либо в месяцах.', 'Give the term either in days or in months.'],
  not_an_amount: [
    'Сумма — это число от 0, не больше двух знаков после точки.',
    'An amount is a number from 0 with at most two decimals.',
  ],
  not_a_phone: ['Такого телефона нет. Пример: +996 555 123 456.', 'Not a valid phone. Example: +996 555 123 456.'],
  not_an_email: ['Это не похоже на почту. Пример: anna@example.com.', 'Not a valid e-mail. Example: anna@example.com.'],
  not_an_option: ['Выберите одно из предложенных значений.', 'Choose one of the offered values.'],
  not_an_image: ['Нужна фотография JPEG, PNG или WebP до 5 МБ.', 'A JPEG, PNG or WebP photo up to 5 MB is needed.'],
  not_a_link: [
    'Нужна ссылка, которая начинается с http:// или https://.',
    'A link starting with http:// or https:// is needed.',
  ],
  not_a_time: ['Время пишется так: 18:30.', 'Write the time like 18:30.'],
  not_a_telegram_id: ['Telegram-id — это только цифры.', 'A Telegram id has digits only.'],
  invalid_characters: ['Здесь есть недопустимые символы.', 'There are characters that are not allowed here.'],
  contact_required: ['Нужен телефон или Telegram-id.', 'A phone or a Telegram id is needed.'],
  end_before_start: ['Конец раньше начала.', 'The end is before the start.'],
  wrong_code: [
    'Код не подходит. Введите тот, что сейчас показывает приложение.',
    'That code does not fit. Enter the one that the app shows now.',
  ],
  password_too_weak: [
    'Пароль — не меньше {min} символов и не самый распространённый.',
    'A password has at least {min} characters and is not a common one.',
  ],
  wrong_password: ['Пароль неверный.', 'Wrong password.'],
  client_exists: ['Такой клиент уже есть.', 'This client already exists.'],
  card_taken: ['Эта карта уже у другого клиента: {name}.', 'Another client has this card: {name}.'],
  client_archived: ['Клиент в архиве.', 'The client is archived.'],
  client_not_active: ['У клиента нет действующего абонемента.', 'The client has no active membership.'],
  is_coach: ['Этот Telegram принадлежит тренеру.', 'This Telegram account belongs to a coach.'],
  email_taken: ['Эта почта уже занята.', 'This e-mail is already taken.'],
  telegram_id_taken: ['Этот Telegram-id уже у другого человека.', 'This Telegram id already belongs to someone else.'],
  name_taken: ['Такое название уже есть.', 'This name is already taken.'],
  archived: ['Запись в архиве: сначала верните её.', 'The record is archived: restore it first.'],
  not_archived: ['Запись не в архиве.', 'The record is not archived.'],
  plan_archived: ['Этот тариф в архиве.', 'This plan is archived.'],
  plan_in_use: [
    'По этому тарифу есть продажи: его можно только убрать в архив.',
    'This plan has sales: it can only be archived.',
  ],
  group_full: ['В группе нет мест: {capacity} из {capacity}.', 'The group is full: {capacity} of {capacity}.'],
  group_archived: ['Эта группа в архиве.', 'This group is archived.'],
  coach_archived: ['Этот тренер в архиве.', 'This coach is archived.'],
  client_in_group: ['Клиент уже в другой группе.', 'The client is already in another group.'],
  coach_in_use: [
    'Тренер ведёт группы: сначала назначьте им другого.',
    'The coach leads groups: give them another coach first.',
  ],
  period_overlap: [
    'В эти дни уже действует другой абонемент ({startDate} – {endDate}).',
    'Another membership already covers these days ({startDate} – {endDate}).',
  ],
  start_in_past: ['Начало не может быть в прошлом.', 'The start can’t be in the past.'],
  no_membership: ['Нет абонемента, который можно заморозить.', 'There is no membership to freeze.'],
  freeze_not_covered: [
    'В первый день заморозки нет действующего абонемента.',
    'No membership covers the first day of the freeze.',
  ],
  freeze_in_past: ['Заморозка не может начинаться в прошлом.', 'A freeze can’t begin in the past.'],
  freeze_overlap: [
    'В эти дни уже есть заморозка ({startDate} – {endDate}).',
    'There already is a freeze on these days ({startDate} – {endDate}).',
  ],
  freeze_too_short: ['По тарифу заморозка не короче {min} дн.', 'The plan asks for at least {min} days of freeze.'],
  freeze_too_long: ['По тарифу заморозка не длиннее {max} дн.', 'The plan allows at most {max} days per freeze.'],
  freeze_days_used_up: ['По тарифу осталось {left} дн. заморозки.', 'The plan has {left} days of freeze left.'],
  freeze_count_used_up: ['По тарифу можно заморозить не больше {max} раз.', 'The plan allows at most {max} freezes.'],
  freeze_needs_notice: ['О заморозке предупреждают за {days} дн.', 'A freeze needs {days} days of notice.'],
  freeze_not_allowed: ['Этот тариф нельзя заморозить.', 'This plan can’t be frozen.'],
  freeze_finished: ['Заморозка уже закончилась, её не изменить.', 'The freeze is over and can’t be changed.'],
  freeze_already_begun: [
    'Заморозка уже идёт: её можно только закончить раньше.',
    'The freeze is running: it can only be ended early.',
  ],
  freeze_has_visits: ['В эти дни клиент приходил ({date}).', 'The client came on these days ({date}).'],
  already_refunded: ['Деньги за этот абонемент уже возвращены.', 'This membership is already refunded.'],
  refund_too_large: ['Вернуть можно не больше {max}.', 'At most {max} can be refunded.'],
  refund_has_visits: [
    'В этот день или позже клиент приходил ({date}): возврат возможен со следующего дня.',
    'The client came on this day or later ({date}): refund from the day after.',
  ],
  refund_period_over: [
    'Абонемент закончился {endDate}: возвращать нечего.',
    'The membership ended on {endDate}: there is nothing to refund.',
  ],
  not_refunded: ['За этот абонемент деньги не возвращали.', 'This membership is not refunded.'],
  already_transferred: ['Остаток этого абонемента уже передан.', 'The rest of this membership is already transferred.'],
  not_transferred: ['Остаток этого абонемента не передавали.', 'The rest of this membership was not transferred.'],
  transfer_period_over: [
    'Абонемент закончился {endDate}: передавать нечего.',
    'The membership ended on {endDate}: there is nothing to transfer.',
  ],
  transfer_to_self: ['Выберите другого клиента.', 'Choose another client.'],
  visit_not_covered: [
    'Посещение {date} осталось бы без абонемента: сначала снимите отметку о нём.',
    'The visit on {date} would be left without a membership: remove it first.',
  ],
  payment_has_visits: [
    'По этому абонементу есть посещения ({date}): сделайте возврат или сначала снимите отметки.',
    'There are visits on this membership ({date}): refund it, or remove them first.',
  ],
  payment_has_freezes: [
    'У этого абонемента есть заморозка ({startDate} – {endDate}): сначала отмените её.',
    'This membership has a freeze ({startDate} – {endDate}): cancel it first.',
  ],
  payment_depended_on: [
    'От этого абонемента зависят другие записи: доплата, возврат или передача.',
    'Other records depend on this membership: an instalment, a refund or a transfer.',
  ],
  nothing_to_undo: [
    'Отменить нельзя: с тех пор запись меняли ещё раз.',
    'This can’t be undone: the record has been changed again since.',
  ],
  nothing_changed: ['Ничего не изменено.', 'Nothing was changed.'],
  trial_already_used: [
    'Пробный абонемент продаётся один раз: уже был {date} ({name}).',
    'A trial is sold once: there was one on {date} ({name}).',
  ],
  nothing_owed: ['По этому абонементу всё оплачено.', 'Nothing is owed for this membership.'],
  paid_too_much: ['Это больше, чем нужно заплатить ({max}).', 'That is more than is to be paid ({max}).'],
  closure_has_visits: [
    'В эти дни клиенты приходили ({count}, первый раз {date}): выберите дни без посещений.',
    'Clients came on these days ({count}, first on {date}): choose days without visits.',
  ],
  closure_undone: ['Это закрытие уже отменено.', 'This closure is already undone.'],
  changed_meanwhile: [
    'Запись тем временем изменил кто-то другой. Обновите страницу и повторите.',
    'Someone else has changed this record meanwhile. Reload and try again.',
  ],
  idempotency_key_reused: [
    'Этот ключ уже использован для другого запроса.',
    'This key was already used for another request.',
  ],
  last_owner: [
    'Это последний владелец: сначала назначьте другого.',
    'This is the last owner: appoint another one first.',
  ],
  cannot_disable_self: ['Нельзя отключить самого себя.', 'You can’t disable yourself.'],
  not_your_invitation: ['Это приглашение не для вас.', 'This invitation is not yours.'],
  invitation_expired: ['Приглашение уже не действует.', 'This invitation is no longer active.'],
  session_cancelled: ['Занятие отменено.', 'The session is cancelled.'],
  session_closed: ['Занятие уже закрыто.', 'The session is already closed.'],
  reopen_too_late: [
    'Открыть занятие снова можно только в течение двух часов.',
    'A session can be opened again within two hours only.',
  ],
  freeze_from_bot_off: [
    'Заморозку оформляет администратор: напишите в студию.',
    'Freezes are arranged by the studio: please contact the front desk.',
  ],
  link_code_expired: [
    'Ссылка больше не действует: попросите в студии новую.',
    'This link is no longer valid: ask the studio for a new one.',
  ],
  already_linked: ['Эта запись уже привязана к Telegram.', 'This record is already linked to a Telegram account.'],
  broadcast_not_editable: [
    'Рассылка уже началась: изменить её нельзя.',
    'The broadcast has begun and can’t be changed.',
  ],
  broadcast_not_running: ['Рассылка сейчас не идёт.', 'The broadcast is not running.'],
  bad_markup: ['Ошибка в разметке: {tag}.', 'The formatting is broken: {tag}.'],
  nobody_reachable: [
    'Некому отправлять: у получателей нет Telegram.',
    'Nobody to send to: no one in the audience has Telegram.',
  ],
};

const AT_LEAST: Words = ['Допустимо не меньше {min}.', 'Must be at least {min}.'];
const AT_MOST: Words = ['Допустимо не больше {max}.', 'Must be at most {max}.'];

/** A range that is open at one end names the other. */
function wordsFor(code: ErrorCode, params: Params): Words {
  if (code !== 'out_of_range') return WORDS[code];
  if (params.max === undefined) return AT_LEAST;
  return params.min === undefined ? AT_MOST : WORDS[code];
}

/** A refusal in words: the same for panel, API and bot. Missing parameters are left out. */
export function errorMessage(code: ErrorCode, params: Params, language: 'ru' | 'en'): string {
  const text = wordsFor(code, params)[language === 'ru' ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '…'));
}
