import { byId, element, icon } from './dom.js';
import { renderMessage } from './message-view.js';
import { formatDay, text } from './texts.js';

const NEAR_END_PX = 80;

/** The messages of the chosen chat: keeps one node per message, so that an edit changes only its bubble. */
export class FeedView {
  messages = new Map();
  nodes = new Map();
  unseen = 0;

  constructor(actions) {
    this.actions = actions;
    this.feed = byId('feed');
    this.toEnd = byId('to-end');
    this.toEnd.addEventListener('click', () => this.scrollToEnd('smooth'));
    this.feed.addEventListener('scroll', () => this.onScroll());
    // The keyboard under the input takes room: what was at the end stays at the end.
    this.wasAtEnd = true;
    new ResizeObserver(() => this.wasAtEnd && this.scrollToEnd()).observe(this.feed);
  }

  /** Replaces everything. */
  show(messages, bot) {
    this.bot = bot;
    this.messages = new Map(messages.map((message) => [message.id, message]));
    this.nodes.clear();
    const content = document.createDocumentFragment();
    let day = null;
    for (const message of messages) {
      const messageDay = formatDay(message.date);
      if (messageDay !== day) content.append(this.dayLabel((day = messageDay)));
      content.append(this.createNode(message));
    }
    this.lastDay = day;
    this.feed.replaceChildren(content);
    this.unseen = 0;
    this.scrollToEnd();
    // Photos get their height from their attributes, but the font may still move things.
    requestAnimationFrame(() => this.scrollToEnd());
  }

  /** Adds a message or redraws the one with this id. */
  put(message) {
    const former = this.nodes.get(message.id);
    const stays = this.isAtEnd();
    this.messages.set(message.id, message);
    const day = formatDay(message.date);
    if (former) {
      former.replaceWith(this.createNode(message));
    } else {
      this.feed.querySelector('.empty')?.remove();
      if (day !== this.lastDay) this.feed.append(this.dayLabel((this.lastDay = day)));
      const node = this.createNode(message);
      node.classList.add('arriving');
      this.feed.append(node);
    }
    if (stays || (message.from === 'person' && !former)) this.scrollToEnd();
    else if (!former) this.setUnseen(this.unseen + 1);
  }

  remove(id) {
    this.messages.delete(id);
    this.nodes.get(id)?.remove();
    this.nodes.delete(id);
  }

  /** Redraws one message, e.g. when its button is pressed. */
  refresh(id) {
    const message = this.messages.get(id);
    if (message) this.put(message);
  }

  /** A card in the middle instead of messages. */
  showEmpty(title, hint, button) {
    const card = element(
      'div',
      { class: 'empty' },
      element('div', { class: 'avatar bot-avatar', 'aria-hidden': 'true' }, icon('bot')),
      element('strong', {}, title),
      hint && element('p', {}, hint),
      button,
    );
    this.feed.replaceChildren(card);
  }

  createNode(message) {
    const node = renderMessage(message, this.bot, this.actions);
    this.nodes.set(message.id, node);
    return node;
  }

  dayLabel(day) {
    return element('div', { class: 'day' }, element('span', {}, day));
  }

  isAtEnd() {
    return this.feed.scrollHeight - this.feed.scrollTop - this.feed.clientHeight < NEAR_END_PX;
  }

  scrollToEnd(behavior = 'instant') {
    this.feed.scrollTo({ top: this.feed.scrollHeight, behavior });
    this.wasAtEnd = true;
    this.setUnseen(0);
    this.toEnd.hidden = true;
  }

  onScroll() {
    this.wasAtEnd = this.isAtEnd();
    this.toEnd.hidden = this.wasAtEnd;
    if (this.wasAtEnd) this.setUnseen(0);
  }

  setUnseen(count) {
    this.unseen = count;
    const badge = byId('unseen');
    badge.hidden = count === 0;
    badge.textContent = String(count);
    if (count > 0) this.toEnd.hidden = false;
    this.toEnd.title = text('toEnd');
  }
}
