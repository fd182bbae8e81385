import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BotChat, PERSON_ID } from '../../tests/bot/bot-chat.js';
import { CrmApiError } from '../crm-api.js';

let chat: BotChat;
beforeEach(() => {
  chat = new BotChat();
  chat.api.addClient(PERSON_ID, {
    firstName: 'Анна',
    lastName: 'Ли',
    email: 'anna@example.com',
    phone: '+996555123456',
  });
});
afterEach(() => chat.stop());

async function edit(label: string): Promise<void> {
  await chat.send('/data');
  await chat.press(label);
}

const client = () => chat.api.clients.get(PERSON_ID);

describe('personal data', () => {
  it('are listed with what is known and what is not', async () => {
    await chat.send('/data');
    expect(chat.lastText()).toContain('Имя: <b>Анна</b>');
    expect(chat.lastText()).toContain('Телефон: <b>+996 555 123 456</b>');
    expect(chat.lastText()).toContain('Дата рождения: <b>—</b>');
    expect(chat.lastText()).toContain('Фото: <b>нет</b>');
  });

  it.each([
    ['Имя', 'Мария', { firstName: 'Мария' }],
    ['Фамилия', 'Ким', { lastName: 'Ким' }],
    ['Почта', 'new@example.com', { email: 'new@example.com' }],
    ['Город', 'Ош', { region: 'Ош' }],
    ['Телефон', '0700 111 222', { phone: '+996700111222', phoneVerified: false }],
    ['Дата рождения', '29.02.1992', { birthDate: '1992-02-29' }],
    ['Дата рождения', '1/3/1990', { birthDate: '1990-03-01' }],
    ['Дата рождения', '1990-12-31', { birthDate: '1990-12-31' }],
  ])('%s can be changed to %s', async (label, answer, changed) => {
    await edit(label);
    await chat.send(answer);
    expect(client()).toMatchObject(changed);
    expect(chat.transcript()).toContain('сохранено');
    expect(chat.lastText()).toContain('Мои данные');
  });

  it.each([
    ['Фамилия', { lastName: '' }],
    ['Почта', { email: null }],
  ])('%s can be removed', async (label, changed) => {
    await edit(label);
    await chat.press('Убрать');
    expect(client()).toMatchObject(changed);
  });

  it('offer to remove nothing that is not there, and never the first name', async () => {
    await edit('Дата рождения');
    expect(chat.labels().join()).not.toContain('Убрать');
    await chat.press('Отмена');
    await edit('Имя');
    expect(chat.labels().join()).not.toContain('Убрать');
  });

  it('stay as they are when the edit is cancelled', async () => {
    await edit('Имя');
    await chat.press('Отмена');
    expect(chat.transcript()).toContain('Ничего не изменилось');
    expect(client()?.firstName).toBe('Анна');
  });

  it.each([
    ['Дата рождения', '31.04.1990', 'Такой даты нет'],
    ['Дата рождения', '29.02.2023', 'Такой даты нет'],
    ['Дата рождения', '00.00.0000', 'Такой даты нет'],
    ['Дата рождения', '31.12.1066', 'Такой даты нет'],
    ['Дата рождения', '11.03.2026', 'не может быть в будущем'],
    ['Дата рождения', 'вчера', 'Такой даты нет'],
    ['Почта', 'нет', 'не похоже на почту'],
    ['Имя', '\u200b', 'Заполните'],
    ['Телефон', '+996 000 000 000', 'Такого телефона нет'],
  ])('%s refuses %s and asks again', async (label, answer, reason) => {
    await edit(label);
    await chat.send(answer);
    expect(chat.lastText()).toContain(reason);
    expect(chat.lastText()).toContain(label);
    await chat.send('/cancel');
    expect(client()).toMatchObject({ firstName: 'Анна', email: 'anna@example.com', phone: '+996555123456' });
  });

  it('take over one’s own contact as a verified phone', async () => {
    await edit('Телефон');
    await chat.sendMessage({ contact: { phone_number: '+996700111222', user_id: PERSON_ID } });
    expect(client()).toMatchObject({ phone: '+996700111222', phoneVerified: true });
    expect(chat.telegram.replyKeyboard).toBeNull();
    expect(chat.lastText()).toContain('подтверждён');
  });

  it('survive a restart in the middle of an edit', async () => {
    await edit('Город');
    await chat.restart();
    await chat.send('Ош');
    expect(client()?.region).toBe('Ош');
  });

  it('are out of reach for somebody archived in the middle of an edit', async () => {
    await edit('Город');
    chat.api.archived.add(PERSON_ID);
    await chat.send('Ош');
    expect(chat.lastText()).toContain('свяжитесь со студией');
    expect(client()?.region).toBeNull();
  });
});

describe('the photo', () => {
  const PHOTO = {
    photo: [
      { file_id: 'small', width: 90, height: 90, file_size: 100 },
      { file_id: 'large', width: 800, height: 800, file_size: 50_000 },
      { file_id: 'huge', width: 8000, height: 8000, file_size: 9_000_000 },
    ],
  };

  beforeEach(async () => {
    chat.telegram.files.set('large', new Uint8Array([0xff, 0xd8, 0xff]));
    chat.telegram.files.set('other', new Uint8Array([1, 2, 3]));
    await edit('Фото');
  });

  it('is shown before it is saved, in the largest size the CRM takes', async () => {
    await chat.sendMessage(PHOTO);
    expect(chat.last()).toMatchObject({ photoFileId: 'large' });
    expect(chat.api.photos.size).toBe(0);
    await chat.press('Сохранить');
    expect(chat.api.photos.get(PERSON_ID)).toHaveLength(3);
    expect(chat.lastText()).toContain('Фото: <b>есть</b>');
  });

  it('can be another one before it is saved', async () => {
    await chat.sendMessage({ photo: [{ file_id: 'other', width: 1, height: 1 }] });
    await chat.sendMessage(PHOTO);
    await chat.press('Сохранить');
    expect(chat.api.photos.get(PERSON_ID)?.[0]).toBe(0xff);
    expect(chat.live()).toHaveLength(1);
  });

  it('survives a restart before it is saved', async () => {
    await chat.sendMessage(PHOTO);
    await chat.restart();
    await chat.press('Сохранить');
    expect(chat.api.photos.size).toBe(1);
  });

  it.each([
    ['words', { text: 'вот' }, 'нужна фотография'],
    ['a picture sent as a file', { document: { mime_type: 'image/png' } }, 'а не как файл'],
    ['a document', { document: { mime_type: 'application/pdf' } }, 'нужна фотография'],
  ])('is not %s', async (_what, message, reason) => {
    await chat.sendMessage(message);
    expect(chat.lastText()).toContain(reason);
  });

  it('is asked for again when the CRM does not take it', async () => {
    await chat.sendMessage({ photo: [{ file_id: 'other', width: 1, height: 1 }] });
    await chat.press('Сохранить');
    expect(chat.lastText()).toContain('JPEG');
    expect(chat.api.photos.size).toBe(0);
  });

  it('is asked for again when Telegram has lost it', async () => {
    await chat.sendMessage({ photo: [{ file_id: 'gone', width: 1, height: 1 }] });
    await chat.press('Сохранить');
    expect(chat.lastText()).toContain('нужна фотография');
  });
});

it('an edit is tried again while the CRM is away, and saved once', async () => {
  await edit('Город');
  chat.api.fail(new CrmApiError('unavailable'), new CrmApiError('unavailable'));
  await chat.send('Ош');
  expect(client()?.region).toBe('Ош');
  expect(chat.transcript()).not.toContain('Простите');
});

it('after five failures the bot says sorry, and the question still waits', async () => {
  await edit('Город');
  chat.api.fail(...Array.from({ length: 5 }, () => new CrmApiError('unavailable')));
  await chat.send('Ош');
  expect(chat.lastText()).toContain('Простите');
  await chat.send('Нарын');
  expect(client()?.region).toBe('Нарын');
});
