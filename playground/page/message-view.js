import { element, icon } from './dom.js';
import { renderText } from './entities.js';
import { formatTime, text } from './texts.js';

const MAX_PHOTO_HEIGHT_PX = 400;

/**
 * A message as a bubble with its inline keyboard. `actions`: onCommand(text), onPress(message, button),
 * isPressed(messageId, callbackData), currentPersonId().
 */
export function renderMessage(message, bot, actions) {
  const isPhoto = message.photo !== null;
  const bubble = element(
    'div',
    { class: `bubble${isPhoto ? ' with-photo' : ''}` },
    message.replyTo && element('blockquote', { class: 'replied' }, message.replyTo.text),
    isPhoto && renderPhoto(message.photo),
    message.contact && renderContact(message.contact),
    message.text &&
      element('div', { class: 'words', dir: 'auto' }, renderText(message.text, message.entities, actions.onCommand)),
    renderMeta(message),
  );
  return element(
    'article',
    { class: `message from-${message.from}`, 'data-id': String(message.id) },
    bubble,
    message.buttons.length > 0 && renderKeyboard(message, bot, actions),
  );
}

function renderMeta(message) {
  const time = element('time', { dateTime: new Date(message.date * 1000).toISOString() }, formatTime(message.date));
  return element('div', { class: 'meta' }, message.edited && element('span', {}, `${text('edited')} `), time);
}

function renderPhoto({ fileId, width, height }) {
  const image = element('img', { class: 'photo', src: `files/${fileId}`, alt: text('photo'), width, height });
  // A definite width gives the photo its place before it is loaded, so that nothing jumps.
  image.style.width = `${Math.round(Math.min(width, (MAX_PHOTO_HEIGHT_PX * width) / height))}px`;
  // Old photos are forgotten by the playground after a restart.
  image.addEventListener('error', () => image.replaceWith(element('div', { class: 'photo-gone' }, text('photoGone'))));
  return image;
}

function renderContact(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  return element(
    'div',
    { class: 'contact' },
    element('div', { class: 'avatar tint-4', 'aria-hidden': 'true' }, icon('phone')),
    element('div', {}, element('strong', {}, name), element('div', { class: 'contact-phone' }, contact.phone_number)),
  );
}

function renderKeyboard(message, bot, actions) {
  const rows = message.buttons.map((row) =>
    element(
      'div',
      { class: 'inline-row' },
      row.map((button) =>
        button.url === null ? callbackButton(message, button, actions) : linkButton(button, bot, actions),
      ),
    ),
  );
  return element('div', { class: 'inline-keyboard' }, rows);
}

function callbackButton(message, button, { onPress, isPressed }) {
  const pressed = isPressed(message.id, button.callbackData);
  return element(
    'button',
    { type: 'button', class: 'inline-button', 'aria-busy': String(pressed), onclick: () => onPress(message, button) },
    element('span', { class: 'inline-label' }, button.text),
    pressed && element('span', { class: 'spinner', 'aria-hidden': 'true' }),
  );
}

/** A link to this very bot stays on the playground: `t.me/<bot>?start=code` opens its chat with that code. */
function linkButton(button, bot, { currentPersonId }) {
  const url = new URL(button.url);
  const isOwn = url.hostname === 't.me' && url.pathname.toLowerCase() === `/${bot.username.toLowerCase()}`;
  if (isOwn) url.searchParams.set('person', currentPersonId());
  const href = isOwn ? `?${url.searchParams}` : button.url;
  return element(
    'a',
    {
      class: 'inline-button',
      href,
      target: isOwn ? undefined : '_blank',
      rel: 'noopener noreferrer',
      title: button.url,
    },
    element('span', { class: 'inline-label' }, button.text),
    element('span', { class: 'corner', title: text('opensLink') }, icon('link')),
  );
}
