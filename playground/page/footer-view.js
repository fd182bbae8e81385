import { byId, element, icon } from './dom.js';
import { text } from './texts.js';

/**
 * What stands under the messages: the input with its menus, or one wide button when there is nothing to type (start,
 * unblock), and the bot's reply keyboard. `actions`: onText, onStart, onUnblock, onPhoto, onContact.
 */
export class FooterView {
  constructor(actions) {
    this.actions = actions;
    this.input = byId('input');
    this.keyboardHidden = false;
    byId('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener('input', () => this.fitInput());
    byId('toggle-keyboard').addEventListener('click', () => {
      this.keyboardHidden = !this.keyboardHidden;
      this.renderReplyKeyboard();
    });
    bindMenu(byId('commands'), byId('commands-menu'));
    bindMenu(byId('attach'), byId('attach-menu'));
  }

  /** `chat` is null when nobody is chosen; `hasStartCode` when a deep link waits for its Start. */
  show(chat, hasStartCode) {
    const isOtherChat = chat?.person.id !== this.chat?.person.id;
    const formerRows = JSON.stringify(this.chat?.replyKeyboard?.rows);
    this.chat = chat;
    byId('footer').hidden = chat === null;
    if (chat === null) return;
    if (isOtherChat) this.setInput('');
    // A new keyboard shows itself, as in the app.
    if (isOtherChat || JSON.stringify(chat.replyKeyboard?.rows) !== formerRows) this.keyboardHidden = false;
    this.renderWideButton(hasStartCode);
    this.renderMenus();
    this.renderReplyKeyboard();
    // Only now, when it is seen, the input has a height to fit.
    this.fitInput();
    this.input.placeholder = chat.placeholder || text('message');
    if (chat.isReplyForced) this.input.focus();
  }

  takeInput() {
    const value = this.input.value;
    this.setInput('');
    return value;
  }

  setInput(value) {
    this.input.value = value;
    this.fitInput();
  }

  submit() {
    if (this.input.value.trim() !== '') this.actions.onText(this.takeInput());
  }

  renderWideButton(hasStartCode) {
    const { person } = this.chat;
    const wide = byId('wide');
    const [label, onclick] = person.deactivated
      ? [text('gone'), null]
      : person.blocked
        ? [text('unblock'), this.actions.onUnblock]
        : !person.started || hasStartCode
          ? [text('start'), this.actions.onStart]
          : [null, null];
    wide.hidden = label === null;
    wide.textContent = label;
    wide.disabled = onclick === null;
    wide.onclick = onclick;
    byId('composer').hidden = label !== null;
  }

  renderMenus() {
    const { commands, person } = this.chat;
    byId('commands').hidden = commands.length === 0;
    const commandItems = commands.map(({ command, description }) =>
      menuItem(
        () => this.actions.onText(`/${command}`),
        description,
        element('span', { class: 'hint' }, `/${command}`),
      ),
    );
    byId('commands-menu').replaceChildren(...commandItems);
    byId('attach-menu').replaceChildren(
      menuItem(this.actions.onPhoto, icon('photo'), text('photo')),
      menuItem(() => this.actions.onContact(person.phone), icon('phone'), text('phone')),
    );
  }

  renderReplyKeyboard() {
    const keyboard = byId('reply-keyboard');
    const rows = this.chat.replyKeyboard?.rows ?? [];
    byId('toggle-keyboard').hidden = rows.length === 0;
    keyboard.hidden = rows.length === 0 || this.keyboardHidden || byId('composer').hidden;
    keyboard.classList.toggle('tall', this.chat.replyKeyboard?.resize === false);
    const buttons = rows.map((row) =>
      element(
        'div',
        { class: 'reply-row' },
        row.map((button) => this.replyButton(button)),
      ),
    );
    keyboard.replaceChildren(...buttons);
  }

  replyButton(button) {
    const onclick = () =>
      button.request_contact ? this.actions.onContact(this.chat.person.phone) : this.actions.onText(button.text);
    return element(
      'button',
      { type: 'button', class: 'reply-button', onclick },
      button.request_contact && icon('phone'),
      element('span', {}, button.text),
    );
  }

  fitInput() {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }
}

function menuItem(onclick, ...children) {
  return element('button', { type: 'button', class: 'menu-item', role: 'menuitem', onclick }, children);
}

/** A button that opens a menu; a choice, a click elsewhere or Escape closes it. */
function bindMenu(button, menu) {
  const close = () => {
    menu.hidden = true;
    button.setAttribute('aria-expanded', 'false');
  };
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    const opens = menu.hidden;
    document.dispatchEvent(new Event('click'));
    menu.hidden = !opens;
    button.setAttribute('aria-expanded', String(opens));
    if (opens) menu.firstElementChild?.focus();
  });
  document.addEventListener('click', close);
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return;
    close();
    button.focus();
  });
}
