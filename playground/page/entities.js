import { element } from './dom.js';

const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};
const SAFE_PROTOCOLS = ['http:', 'https:', 'tg:', 'mailto:'];

/**
 * The nodes of a formatted text. `entities` are sorted by offset, the outer first; `onCommand` is called with a pressed
 * command like `/help`.
 */
export function renderText(text, entities, onCommand) {
  return renderRange(text, 0, text.length, entities, onCommand);
}

function renderRange(text, start, end, entities, onCommand) {
  const nodes = [];
  let at = start;
  let rest = entities.filter((entity) => entity.offset < end && entity.offset + entity.length > start);
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from > at) nodes.push(text.slice(at, from));
    if (to > from) {
      const children = renderRange(text, from, to, others, onCommand);
      nodes.push(wrap(entity, text.slice(from, to), children, onCommand));
      at = to;
    }
    rest = others.filter((other) => other.offset + other.length > at);
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(entity, words, children, onCommand) {
  switch (entity.type) {
    case 'text_link':
      return link(entity.url, children);
    case 'url':
      return link(/^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`, children);
    case 'email':
      return link(`mailto:${words}`, children);
    case 'bot_command':
      return element('button', { type: 'button', class: 'text-command', onclick: () => onCommand(words) }, children);
    case 'spoiler':
      return spoiler(children);
    case 'mention':
    case 'hashtag':
      return element('span', { class: 'mention' }, children);
    default:
      return element(TAGS[entity.type] ?? 'span', {}, children);
  }
}

function link(address, children) {
  const isSafe = URL.canParse(address) && SAFE_PROTOCOLS.includes(new URL(address).protocol);
  if (!isSafe) return element('span', {}, children);
  return element('a', { href: address, target: '_blank', rel: 'noopener noreferrer', title: address }, children);
}

function spoiler(children) {
  const reveal = (event) => event.currentTarget.classList.add('revealed');
  return element('span', { class: 'spoiler', tabIndex: 0, onclick: reveal, onfocus: reveal }, children);
}
