import { avatar, byId, element, fullName } from './dom.js';
import { formatTime, text } from './texts.js';

/** From this many people on there is something to search. */
const SEARCHED_FROM = 12;

/**
 * The people at the left: those who stand for something first, the many others folded away below; a search finds any of
 * them. `unread` gives the number of messages a person has not seen.
 */
export function renderPeople(people, selectedId, unread, onSelect) {
  const search = byId('people-search');
  search.hidden = people.length < SEARCHED_FROM;
  const words = search.hidden ? '' : search.value.trim().toLowerCase();
  const item = (person) => personItem(person, selectedId, unread, onSelect);
  const [shown, extra] = words
    ? [people.filter((person) => fullName(person).toLowerCase().includes(words)), []]
    : [people.filter(({ isExtra }) => !isExtra), people.filter(({ isExtra }) => isExtra)];
  const found = [...shown].sort(byLatestMessage).map(item);
  byId('people').replaceChildren(...(words && found.length === 0 ? [nobodyFound()] : found));
  byId('extra-people').replaceChildren(...[...extra].sort(byLatestMessage).map(item));
  renderSummary(extra, selectedId, unread);
}

function renderSummary(extra, selectedId, unread) {
  const more = byId('people-more');
  more.hidden = extra.length === 0;
  byId('people-more-title').textContent = `${text('morePeople')}: ${extra.length}`;
  const count = extra.reduce((sum, person) => sum + (person.id === selectedId ? 0 : unread(person)), 0);
  byId('people-more-unread').hidden = count === 0;
  byId('people-more-unread').textContent = String(count);
}

function nobodyFound() {
  return element('li', { class: 'people-hint' }, text('nobodyFound'));
}

function personItem(person, selectedId, unread, onSelect) {
  const count = person.id === selectedId ? 0 : unread(person);
  return element(
    'li',
    {},
    element(
      'button',
      {
        type: 'button',
        class: 'person',
        'aria-current': person.id === selectedId ? 'true' : undefined,
        onclick: () => onSelect(person.id),
      },
      avatar(person),
      element(
        'span',
        { class: 'person-name' },
        fullName(person),
        person.about && element('span', { class: 'person-about' }, ` · ${person.about}`),
      ),
      person.lastMessage && element('time', { class: 'person-time' }, formatTime(person.lastMessage.date)),
      element('span', { class: 'person-preview' }, preview(person)),
      count > 0 && element('span', { class: 'badge' }, String(count)),
    ),
  );
}

function byLatestMessage(a, b) {
  return (b.lastMessage?.id ?? 0) - (a.lastMessage?.id ?? 0) || a.id - b.id;
}

function preview({ lastMessage, blocked, deactivated, username }) {
  if (deactivated) return text('gone');
  if (blocked) return text('blocked');
  if (!lastMessage) return username ? `@${username}` : text('noMessages');
  const words = [lastMessage.isPhoto && `🖼 ${text('photo')}`, lastMessage.text].filter(Boolean).join(' · ');
  return lastMessage.from === 'person' ? `${text('you')}: ${words}` : words;
}
