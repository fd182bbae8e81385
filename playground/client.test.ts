import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, InputFile } from 'node-telegram-bot-api';
import { startPlayground, type PlaygroundPerson, type RunningPlayground } from './index.js';
import type { Update } from './wire.js';

const TOKEN = '4242:playground';

let playground: RunningPlayground;
let anna: PlaygroundPerson;
let api: Api;

beforeEach(async () => {
  playground = await startPlayground({ token: TOKEN, botUsername: 'studio_bot' });
  anna = playground.control.person({ id: 5_000_000_001, firstName: 'Anna', languageCode: 'ru' });
  anna.send('/start code');
  api = new Api(TOKEN, { apiRoot: playground.apiRoot, maxRetries: 0, timeoutMs: 5000 });
});

afterEach(async () => {
  await playground.stop();
});

/** What the client reads; its own type has every kind of update there is, each with one field of many. */
async function readUpdates(): Promise<Update[]> {
  return (await api.getUpdates({ timeout: 0 })) as unknown as Update[];
}

/** A PNG of one colour; only its header matters here. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const pixels = deflateSync(Buffer.alloc(64));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

describe('the typed client of the bot', () => {
  it('introduces itself', async () => {
    expect(await api.getMe()).toMatchObject({ id: 4242, is_bot: true, username: 'studio_bot' });
  });

  it('reads the start code with its command marked', async () => {
    const [update] = await readUpdates();
    expect(update?.message).toMatchObject({
      text: '/start code',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      from: { id: anna.id, is_bot: false, language_code: 'ru' },
      chat: { id: anna.id, type: 'private' },
    });
  });

  it('asks, is answered by a button and edits its question', async () => {
    await api.sendMessage({
      chat_id: anna.id,
      text: 'Come on <b>Tuesday</b>?',
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes:1' }]] },
    });
    const press = anna.press('Yes');
    const query = (await readUpdates()).at(-1)?.callback_query;
    await api.answerCallbackQuery({ callback_query_id: query?.id ?? '' });
    await api.editMessageText({ chat_id: anna.id, message_id: query?.message?.message_id, text: 'See you' });
    expect(await press.answer()).toMatchObject({ text: '' });
    expect(await anna.waitForMessage(({ text }) => text === 'See you')).toMatchObject({ edited: true, buttons: [] });
  });

  it('sends a photo as an upload and again by its file_id', async () => {
    const photo = new InputFile(png(640, 480), { filename: 'зал.png' });
    const sent = await api.sendPhoto({ chat_id: anna.id, photo, caption: '<i>Hall</i>', parse_mode: 'HTML' });
    const largest = sent.photo?.at(-1);
    expect(largest).toMatchObject({ width: 640, height: 480 });
    await api.sendPhoto({ chat_id: anna.id, photo: largest?.file_id ?? '' });
    expect(anna.lastMessage()?.photo).toMatchObject({ fileId: largest?.file_id, width: 640 });
  });

  it("downloads a person's photo byte for byte", async () => {
    const bytes = png(300, 200);
    anna.sendPhoto(bytes, 'me');
    const message = (await readUpdates()).at(-1)?.message;
    const file = await api.getFile({ file_id: message?.photo?.at(-1)?.file_id ?? '' });
    const response = await fetch(`${playground.apiRoot}/file/bot${TOKEN}/${file.file_path}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it.each([
    ['what is no picture', Buffer.from('<svg/>'), 'IMAGE_PROCESS_FAILED'],
    ['a picture too long and narrow', png(2100, 100), 'PHOTO_INVALID_DIMENSIONS'],
    ['a picture too large', png(9000, 2000), 'PHOTO_INVALID_DIMENSIONS'],
    ['nothing', Buffer.alloc(0), 'file must be non-empty'],
    [
      'more than 10 MB',
      Buffer.alloc(10 * 1024 * 1024 + 1),
      /Bad Request: file of size \d+ bytes is too big for a photo/,
    ],
  ])('may not send %s as a photo', async (_what, bytes, reason) => {
    const sending = api.sendPhoto({ chat_id: anna.id, photo: new InputFile(bytes) });
    await expect(sending).rejects.toThrow(reason);
    expect(playground.control.ledger()).toHaveLength(0);
  });

  it('may not send a photo it has never seen', async () => {
    const sending = api.sendPhoto({ chat_id: anna.id, photo: 'AgACnowhere' });
    await expect(sending).rejects.toThrow('wrong file identifier/HTTP URL specified');
  });

  it('may caption a photo with 1024 characters and no more', async () => {
    const photo = () => new InputFile(png(10, 10));
    await api.sendPhoto({ chat_id: anna.id, photo: photo(), caption: 'x'.repeat(1024) });
    const sending = api.sendPhoto({ chat_id: anna.id, photo: photo(), caption: 'x'.repeat(1025) });
    await expect(sending).rejects.toThrow('message caption is too long');
  });

  it('learns that it was blocked and that the person came back', async () => {
    anna.block();
    await expect(api.sendMessage({ chat_id: anna.id, text: 'hi' })).rejects.toMatchObject({ errorCode: 403 });
    anna.unblock();
    await api.sendMessage({ chat_id: anna.id, text: 'hi' });
    const statuses = (await readUpdates()).flatMap(
      ({ my_chat_member: change }) => change?.new_chat_member.status ?? [],
    );
    expect(statuses).toEqual(['kicked', 'member']);
  });

  it('shows its commands and the menu button', async () => {
    await api.setMyCommands({ commands: [{ command: 'start', description: 'Меню' }], language_code: 'ru' });
    expect(await api.setChatMenuButton({ menu_button: { type: 'commands' } })).toBe(true);
    expect(anna.view().commands).toEqual([{ command: 'start', description: 'Меню' }]);
  });

  it('knows a person by the chat', async () => {
    expect(await api.getChat({ chat_id: anna.id })).toMatchObject({ id: anna.id, type: 'private', first_name: 'Anna' });
  });
});
