import * as api from './api.js';
import { askCaption, askNewPerson, askPhone, showAlert, showToast } from './dialogs.js';
import { byId, element, icon } from './dom.js';
import { FeedView } from './feed-view.js';
import { FooterView } from './footer-view.js';
import { renderPeople } from './people-view.js';
import { applyTexts, chooseLanguage, errorText, text } from './texts.js';

const PERSON_KEY = 'playground-person';
const SEEN_KEY = 'playground-seen';
const TYPING_MS = 5000;
/** After this long the playground refuses the bot's answer to a press, so the spinner may stop. */
const PRESS_MS = 30_000;

const query = new URLSearchParams(location.search);

const state = {
  bot: { name: '', username: '' },
  people: [],
  chat: null,
  personId: Number(query.get('person') ?? localStorage.getItem(PERSON_KEY)) || null,
  startCode: query.get('start'),
  isConnected: false,
  isTyping: false,
  /** callbackId -> `${messageId}:${callbackData}` of buttons that wait for the bot. */
  presses: new Map(),
  /** personId -> how many messages of the bot were on the screen. */
  seen: new Map(Object.entries(JSON.parse(sessionStorage.getItem(SEEN_KEY) ?? '{}'))),
};

let closeEvents = () => undefined;
let typingTimer;

/** Runs what the user asked for; a refusal becomes a toast. Resolves with whether it worked. */
async function attempt(work) {
  try {
    await work();
    return true;
  } catch (error) {
    showToast(errorText(error.code));
    return false;
  }
}

async function sendText(words) {
  const isSent = await attempt(() => api.sendText(state.personId, words));
  if (!isSent && !footer.input.value) footer.setInput(words);
}

async function start() {
  const words = state.startCode ? `/start ${state.startCode}` : '/start';
  if (!(await attempt(() => api.sendText(state.personId, words)))) return;
  state.startCode = null;
  rememberPerson(state.personId);
  footer.show(state.chat, false);
  focusInput();
}

/** Ready to type, except on phones, where it would pull the on-screen keyboard up. */
function focusInput() {
  if (matchMedia('(hover: hover)').matches) footer.input.focus();
}

async function shareContact(phone) {
  const chosen = await askPhone(phone);
  if (chosen !== null) await attempt(() => api.sendContact(state.personId, chosen));
}

async function press(message, { callbackData }) {
  const key = `${message.id}:${callbackData}`;
  if ([...state.presses.values()].includes(key)) return;
  await attempt(async () => {
    const { callbackId } = await api.pressButton(state.personId, message.id, callbackData);
    // The answer may have overtaken this one.
    if (answeredEarly.delete(callbackId)) return;
    state.presses.set(callbackId, key);
    feed.refresh(message.id);
    setTimeout(() => endPress(callbackId), PRESS_MS);
  });
}

const answeredEarly = new Set();

function endPress(callbackId) {
  const key = state.presses.get(callbackId);
  if (key === undefined) return false;
  state.presses.delete(callbackId);
  feed.refresh(Number(key.split(':')[0]));
  return true;
}

const feed = new FeedView({
  onCommand: (words) => void sendText(words),
  onPress: (message, button) => void press(message, button),
  currentPersonId: () => state.personId,
  isPressed: (messageId, callbackData) => [...state.presses.values()].includes(`${messageId}:${callbackData}`),
});

const footer = new FooterView({
  onText: (words) => void sendText(words),
  onStart: () => void start(),
  onUnblock: () => void attempt(() => api.setBlocked(state.personId, false)),
  onPhoto: () => byId('photo-file').click(),
  onContact: (phone) => void shareContact(phone),
});

const handlers = {
  snapshot(snapshot) {
    Object.assign(state, { bot: snapshot.bot, people: snapshot.people, chat: snapshot.chat });
    if (!snapshot.chat) {
      state.personId = null;
      showPane('people');
    }
    showFeed(snapshot.messages);
    showPeople();
    showChat();
    focusInput();
  },
  people(people) {
    state.people = people;
    showPeople();
  },
  message(message) {
    if (message.from === 'bot') setTyping(false);
    feed.put(message);
  },
  deleted({ id }) {
    feed.remove(id);
  },
  chat(chat) {
    state.chat = chat;
    showChat();
  },
  typing() {
    setTyping(true);
  },
  answer({ callbackId, text: words, showAlert: isAlert }) {
    if (!endPress(callbackId)) answeredEarly.add(callbackId);
    if (words) (isAlert ? showAlert : showToast)(words);
  },
};

function connect() {
  closeEvents();
  closeEvents = api.openEvents(
    state.personId,
    (name, data) => handlers[name](data),
    (isConnected) => {
      state.isConnected = isConnected;
      showStatus();
    },
  );
}

function select(personId) {
  const isSame = personId === state.personId;
  state.personId = personId;
  state.presses.clear();
  setTyping(false);
  rememberPerson(personId);
  showPane('chat');
  if (!isSame) connect();
}

/** In the address, so that two tabs can be two people, and in the storage for the next visit. */
function rememberPerson(personId) {
  localStorage.setItem(PERSON_KEY, String(personId));
  const address = new URL(location.href);
  address.searchParams.set('person', String(personId));
  if (!state.startCode) address.searchParams.delete('start');
  history.replaceState(null, '', address);
}

async function createPerson() {
  const form = await askNewPerson();
  if (form === null) return;
  await attempt(async () => select((await api.createPerson(form)).id));
}

async function choosePhoto(event) {
  const [file] = event.target.files;
  // Cleared at once: choosing the same file again must fire again.
  event.target.value = '';
  if (!file) return;
  const caption = await askCaption(file, footer.input.value);
  if (caption === null) return;
  footer.setInput('');
  await attempt(() => api.sendPhoto(state.personId, file, caption));
}

function showPeople() {
  const selected = state.people.find(({ id }) => id === state.personId);
  if (selected) markSeen(selected);
  renderPeople(state.people, state.personId, unreadCount, select);
}

function markSeen(person) {
  state.seen.set(String(person.id), person.received);
  sessionStorage.setItem(SEEN_KEY, JSON.stringify(Object.fromEntries(state.seen)));
}

function unreadCount({ id, received }) {
  return Math.max(0, received - (state.seen.get(String(id)) ?? 0));
}

function showFeed(messages) {
  feed.show(messages, state.bot);
  if (messages.length > 0) return;
  if (state.people.length === 0) {
    const button = element('button', { type: 'button', class: 'wide small', onclick: createPerson }, text('newPerson'));
    feed.showEmpty(text('nobody'), text('nobodyHint'), button);
  } else if (state.chat === null) {
    feed.showEmpty(text('choosePerson'));
  } else {
    feed.showEmpty(text('greeting'), text(state.chat.person.started ? 'startedHint' : 'greetingHint'));
  }
}

function showChat() {
  byId('bot-name').textContent = state.bot.name;
  const toggle = byId('toggle-block');
  const person = state.chat?.person;
  toggle.hidden = !person?.started || person.blocked || person.deactivated;
  toggle.title = text('block');
  toggle.setAttribute('aria-label', text('block'));
  toggle.replaceChildren(icon('block'));
  footer.show(state.chat, state.startCode !== null);
  showStatus();
}

function showStatus() {
  const status = byId('status');
  status.textContent = !state.isConnected ? text('connecting') : state.isTyping ? text('typing') : text('bot');
  status.classList.toggle('busy', state.isTyping && state.isConnected);
}

function setTyping(isTyping) {
  clearTimeout(typingTimer);
  state.isTyping = isTyping;
  if (isTyping) typingTimer = setTimeout(() => setTyping(false), TYPING_MS);
  showStatus();
}

/** On a narrow screen only one of the two panes is seen. */
function showPane(pane) {
  byId('app').dataset.pane = pane;
}

byId('new-person').addEventListener('click', createPerson);
byId('people-search').addEventListener('input', showPeople);
byId('back').addEventListener('click', () => showPane('people'));
byId('photo-file').addEventListener('change', (event) => void choosePhoto(event));
byId('toggle-block').addEventListener('click', () => void attempt(() => api.setBlocked(state.personId, true)));
for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    chooseLanguage(button.dataset.language);
    applyTexts();
    showPeople();
    showChat();
    showFeed([...feed.messages.values()]);
  });
}

applyTexts();
if (state.personId !== null) showPane('chat');
connect();
