import { avatar, byId, element, fullName } from './dom.js';
import { formatTime, text } from './texts.js';

/** The list of people at the left. `unread` gives the number of messages a person has not seen. */
export function renderPeople(people, selectedId, unread, onSelect) {
  const items = [...people].sort(byLatestMessage).map((person) => {
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
        element('span', { class: 'person-name' }, fullName(person)),
        person.lastMessage && element('time', { class: 'person-time' }, formatTime(person.lastMessage.date)),
        element('span', { class: 'person-preview' }, preview(person)),
        count > 0 && element('span', { class: 'badge' }, String(count)),
      ),
    );
  });
  byId('people').replaceChildren(...items);
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
