import { element } from './dom.js';
import { currentLanguage, text } from './texts.js';

/**
 * Opens a modal dialog with a form. Resolves with its FormData when it is submitted with valid fields, and with null
 * when it is cancelled.
 */
function ask({ title, hint, fields, submitLabel }) {
  return new Promise((resolve) => {
    const cancel = element('button', { type: 'button', class: 'flat', onclick: () => dialog.close() }, text('cancel'));
    const submit = element('button', { type: 'submit', class: 'flat strong' }, submitLabel);
    const form = element(
      'form',
      { class: 'dialog-form', method: 'dialog' },
      element('h2', { class: 'dialog-title', id: 'dialog-title' }, title),
      hint && element('p', { class: 'dialog-hint' }, hint),
      fields,
      element('div', { class: 'dialog-buttons' }, cancel, submit),
    );
    const dialog = element('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' }, form);
    let answer = null;
    form.addEventListener('submit', () => (answer = new FormData(form)));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function field(label, name, properties = {}) {
  const input = element('input', { class: 'field-input', name, type: 'text', autocomplete: 'off', ...properties });
  return element('label', { class: 'field' }, element('span', { class: 'field-label' }, label), input);
}

/** The new person as the playground takes it, or null. */
export async function askNewPerson() {
  const option = (value, label) => element('option', { value, selected: value === currentLanguage() }, label);
  const languages = element(
    'select',
    { class: 'field-input', name: 'languageCode' },
    option('ru', 'Русский'),
    option('en', 'English'),
    option('', text('none')),
  );
  const form = await ask({
    title: text('newPerson'),
    hint: text('newPersonHint'),
    fields: [
      field(text('firstName'), 'firstName', { required: true, maxLength: 64, pattern: '.*\\S.*', autofocus: true }),
      field(text('lastName'), 'lastName', { maxLength: 64 }),
      field(text('username'), 'username', { pattern: '@?[A-Za-z][A-Za-z0-9_]{4,31}', title: text('usernameHint') }),
      element('label', { class: 'field' }, element('span', { class: 'field-label' }, text('appLanguage')), languages),
    ],
    submitLabel: text('create'),
  });
  return form && Object.fromEntries([...form].filter(([, value]) => value !== ''));
}

/** The phone number to share, or null. */
export async function askPhone(phone) {
  const form = await ask({
    title: text('shareTitle'),
    hint: text('shareHint'),
    fields: [
      field(text('phoneNumber'), 'phone', { value: phone, required: true, type: 'tel', pattern: '\\+?[0-9]{5,15}' }),
    ],
    submitLabel: text('share'),
  });
  return form && form.get('phone');
}

/** The caption for the chosen photo, or null when it is not to be sent. */
export async function askCaption(file, caption) {
  const preview = element('img', { class: 'preview', alt: file.name });
  const reader = new FileReader();
  reader.addEventListener('load', () => (preview.src = reader.result));
  reader.readAsDataURL(file);
  const form = await ask({
    title: text('sendPhoto'),
    fields: [preview, field(text('caption'), 'caption', { value: caption, maxLength: 1024, autofocus: true })],
    submitLabel: text('send'),
  });
  return form && form.get('caption');
}

/** The bot's answer that wants to be read: a box with one button. */
export function showAlert(message) {
  const close = element('button', { type: 'button', class: 'flat strong', onclick: () => dialog.close() }, text('ok'));
  const dialog = element(
    'dialog',
    { class: 'dialog' },
    element('p', { class: 'dialog-message', dir: 'auto' }, message),
    element('div', { class: 'dialog-buttons' }, close),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const TOAST_MS = 4000;

export function showToast(message) {
  const toast = element('div', { class: 'toast', dir: 'auto' }, message);
  document.getElementById('toasts').append(toast);
  setTimeout(() => toast.remove(), TOAST_MS);
}
