const STORAGE_KEY = 'playground-language';

const TEXTS = {
  en: {
    playground: 'Playground',
    people: 'People you can be',
    peopleHint: 'Choose who you are in this chat. Each person has their own conversation with the bot.',
    language: 'Language',
    search: 'Search by name',
    morePeople: 'More people',
    nobodyFound: 'Nobody by that name.',
    newPerson: 'New person',
    chat: 'Chat with the bot',
    messages: 'Messages',
    backToPeople: 'Back to people',
    notice: 'Playground without Telegram: nothing is sent anywhere, messages stay on this machine.',
    nobody: 'Nobody is here yet',
    nobodyHint: 'Make up a person and write to the bot on their behalf.',
    choosePerson: 'Choose a person on the left to write to the bot.',
    greeting: 'What can this bot do?',
    greetingHint: 'Press Start: the bot may not write to a person who has not started it.',
    startedHint: 'This person has started the bot before. Write /start or choose a command in the menu.',
    bot: 'bot',
    typing: 'typing…',
    connecting: 'connecting…',
    start: 'Start',
    unblock: 'Unblock the bot',
    block: 'Block the bot',
    blocked: 'You blocked the bot',
    gone: 'This account is deleted',
    menu: 'Menu',
    attach: 'Attach',
    photo: 'Photo',
    phone: 'My phone number',
    message: 'Message',
    send: 'Send',
    toggleKeyboard: 'Show or hide the keyboard',
    toEnd: 'To the newest message',
    edited: 'edited',
    today: 'Today',
    yesterday: 'Yesterday',
    you: 'You',
    noMessages: 'no messages yet',
    photoGone: 'the photo is no longer kept',
    contact: 'Contact',
    opensLink: 'opens a link',
    firstName: 'First name',
    lastName: 'Last name (optional)',
    username: 'Username (optional)',
    usernameHint: '5–32 Latin letters, digits and underscores',
    appLanguage: 'Language of their Telegram',
    none: 'not told',
    newPersonHint: 'The Telegram id is made up for you.',
    create: 'Create',
    cancel: 'Cancel',
    ok: 'OK',
    shareTitle: 'Share your phone number?',
    shareHint: 'The bot will see this number as the person’s own.',
    phoneNumber: 'Phone number',
    share: 'Share',
    sendPhoto: 'Send a photo',
    caption: 'Caption (optional)',
    errors: {
      bad_input: 'Please check what is filled in.',
      bad_photo: 'Telegram takes JPEG, PNG and WebP photos up to 10 MB, not too long and narrow.',
      too_large: 'A photo may be up to 10 MB.',
      too_long: 'That is too long for one message.',
      empty: 'There is nothing to send.',
      blocked: 'You blocked the bot: unblock it first.',
      deactivated: 'This account is deleted.',
      no_button: 'This button is no longer there.',
      no_message: 'This message is no longer there.',
      no_person: 'This person is gone: the playground was started anew.',
      id_taken: 'Somebody has this id already.',
      offline: 'The playground does not answer. Is the product running?',
      other: 'It did not work. Try again.',
    },
  },
  ru: {
    playground: 'Песочница',
    people: 'Кем можно быть',
    peopleHint: 'Выберите, кто вы в этом чате. У каждого человека своя переписка с ботом.',
    language: 'Язык',
    search: 'Поиск по имени',
    morePeople: 'Ещё люди',
    nobodyFound: 'Никого с таким именем нет.',
    newPerson: 'Новый человек',
    chat: 'Чат с ботом',
    messages: 'Сообщения',
    backToPeople: 'К списку людей',
    notice: 'Песочница без Telegram: ничего никуда не отправляется, сообщения остаются на этом компьютере.',
    nobody: 'Здесь пока никого нет',
    nobodyHint: 'Придумайте человека и напишите боту от его имени.',
    choosePerson: 'Выберите человека слева, чтобы написать боту.',
    greeting: 'Что умеет этот бот?',
    greetingHint: 'Нажмите «Запустить»: боту нельзя писать тому, кто его не запускал.',
    startedHint: 'Этот человек уже запускал бота. Напишите /start или выберите команду в меню.',
    bot: 'бот',
    typing: 'печатает…',
    connecting: 'соединение…',
    start: 'Запустить',
    unblock: 'Разблокировать бота',
    block: 'Заблокировать бота',
    blocked: 'Вы заблокировали бота',
    gone: 'Этот аккаунт удалён',
    menu: 'Меню',
    attach: 'Прикрепить',
    photo: 'Фото',
    phone: 'Мой номер телефона',
    message: 'Сообщение',
    send: 'Отправить',
    toggleKeyboard: 'Показать или скрыть клавиатуру',
    toEnd: 'К последнему сообщению',
    edited: 'изменено',
    today: 'Сегодня',
    yesterday: 'Вчера',
    you: 'Вы',
    noMessages: 'сообщений пока нет',
    photoGone: 'фото больше не хранится',
    contact: 'Контакт',
    opensLink: 'откроет ссылку',
    firstName: 'Имя',
    lastName: 'Фамилия (необязательно)',
    username: 'Имя пользователя (необязательно)',
    usernameHint: '5–32 латинские буквы, цифры и подчёркивания',
    appLanguage: 'Язык его Telegram',
    none: 'не сообщается',
    newPersonHint: 'Telegram id будет придуман автоматически.',
    create: 'Создать',
    cancel: 'Отмена',
    ok: 'ОК',
    shareTitle: 'Отправить свой номер?',
    shareHint: 'Бот увидит этот номер как собственный номер человека.',
    phoneNumber: 'Номер телефона',
    share: 'Отправить',
    sendPhoto: 'Отправить фото',
    caption: 'Подпись (необязательно)',
    errors: {
      bad_input: 'Проверьте, что введено.',
      bad_photo: 'Telegram принимает фото JPEG, PNG и WebP до 10 МБ, не слишком вытянутые.',
      too_large: 'Фото может быть до 10 МБ.',
      too_long: 'Для одного сообщения это слишком длинно.',
      empty: 'Нечего отправлять.',
      blocked: 'Вы заблокировали бота: сначала разблокируйте его.',
      deactivated: 'Этот аккаунт удалён.',
      no_button: 'Этой кнопки больше нет.',
      no_message: 'Этого сообщения больше нет.',
      no_person: 'Этого человека больше нет: песочница запущена заново.',
      id_taken: 'Такой id уже у кого-то есть.',
      offline: 'Песочница не отвечает. Программа запущена?',
      other: 'Не получилось. Попробуйте ещё раз.',
    },
  },
};

let language = readLanguage();

function readLanguage() {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored in TEXTS) return stored;
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

export function currentLanguage() {
  return language;
}

export function chooseLanguage(chosen) {
  language = chosen;
  localStorage.setItem(STORAGE_KEY, chosen);
}

export function text(key) {
  return TEXTS[language][key];
}

/** The words for an error code of the playground's own endpoints. */
export function errorText(code) {
  const { errors } = TEXTS[language];
  return errors[code] ?? errors.other;
}

/** Fills `data-text` and `data-label` of the static page. */
export function applyTexts() {
  document.documentElement.lang = language;
  document.title = text('playground');
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = text(node.dataset.text);
  for (const node of document.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', text(node.dataset.label));
    if (node.matches('button')) node.title = text(node.dataset.label);
    if (node.matches('textarea, input')) node.placeholder = text(node.dataset.label);
  }
  for (const node of document.querySelectorAll('[data-language]')) {
    node.setAttribute('aria-pressed', String(node.dataset.language === language));
  }
}

export function formatTime(seconds) {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(seconds * 1000);
}

/** "Today", "Yesterday" or the date, in the browser's time zone. */
export function formatDay(seconds) {
  const day = new Date(seconds * 1000);
  const daysAgo = Math.round((startOfDay(new Date()) - startOfDay(day)) / 86_400_000);
  if (daysAgo === 0) return text('today');
  if (daysAgo === 1) return text('yesterday');
  const isThisYear = day.getFullYear() === new Date().getFullYear();
  const year = isThisYear ? {} : { year: 'numeric' };
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', ...year }).format(day);
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
