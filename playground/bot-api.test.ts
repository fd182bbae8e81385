import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPlayground, type PlaygroundPerson, type RunningPlayground } from './index.js';

const TOKEN = '4242:playground';

let playground: RunningPlayground;
let anna: PlaygroundPerson;
let now: number;

interface Answer {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

beforeEach(async () => {
  now = Date.UTC(2026, 0, 15);
  playground = await startPlayground({ token: TOKEN, clock: () => now });
  anna = playground.control.person({ id: 5_000_000_001, firstName: 'Anna', languageCode: 'ru' });
});

afterEach(async () => {
  await playground.stop();
});

async function call(method: string, params: object = {}, token = TOKEN): Promise<Answer> {
  const response = await fetch(`${playground.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return (await response.json()) as Answer;
}

async function description(method: string, params: object): Promise<string | undefined> {
  return (await call(method, params)).description;
}

/** Sends to Anna, who has started the bot, and returns the message id. */
async function sendToAnna(params: object): Promise<number> {
  const { result } = await call('sendMessage', { chat_id: anna.id, ...params });
  return (result as { message_id: number }).message_id;
}

describe('the door of the Bot API', () => {
  it('lets nobody in with a wrong token', async () => {
    expect(await call('getMe', {}, '4242:other')).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  });

  it('knows no method it does not have, and takes a known one in any letter case', async () => {
    expect(await call('sendLove')).toMatchObject({ error_code: 404, description: 'Not Found: method not found' });
    expect(await call('GETME')).toMatchObject({ ok: true, result: { id: 4242, is_bot: true } });
  });

  it('reads the same parameters from a query, a form, JSON and multipart', async () => {
    anna.send('/start');
    const url = `${playground.apiRoot}/bot${TOKEN}/sendMessage`;
    const form = new FormData();
    form.set('chat_id', String(anna.id));
    form.set('text', 'multipart');
    await fetch(`${url}?chat_id=${anna.id}&text=query`);
    await fetch(url, { method: 'POST', body: new URLSearchParams({ chat_id: String(anna.id), text: 'form' }) });
    await call('sendMessage', { chat_id: String(anna.id), text: 'json' });
    await fetch(url, { method: 'POST', body: form });
    expect(
      anna
        .messages()
        .slice(1)
        .map(({ text }) => text),
    ).toEqual(['query', 'form', 'json', 'multipart']);
  });

  it('refuses more than a megabyte that is no upload', async () => {
    expect(await call('sendMessage', { text: 'x'.repeat(1024 * 1024) })).toMatchObject({ error_code: 413 });
  });
});

describe('whom a bot may write to', () => {
  it('is nobody it does not know', async () => {
    expect(await description('sendMessage', { chat_id: 1, text: 'hi' })).toBe('Bad Request: chat not found');
    expect(await description('sendMessage', { chat_id: '@anna', text: 'hi' })).toBe('Bad Request: chat not found');
  });

  it('is nobody who did not start it', async () => {
    expect(await call('sendMessage', { chat_id: anna.id, text: 'hi' })).toEqual({
      ok: false,
      error_code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
  });

  it('is nobody who blocked it, until they come back; the bot is told both times', async () => {
    anna.send('/start');
    anna.block();
    expect(await call('sendMessage', { chat_id: anna.id, text: 'hi' })).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    anna.unblock();
    expect(await call('sendMessage', { chat_id: anna.id, text: 'hi' })).toMatchObject({ ok: true });
    const members = playground.control.pendingUpdates().flatMap(({ my_chat_member: member }) => member ?? []);
    expect(members.map(({ new_chat_member: { status } }) => status)).toEqual(['kicked', 'member']);
  });

  it('is nobody whose account is gone', async () => {
    anna.send('/start');
    anna.deactivate();
    expect(await description('sendMessage', { chat_id: anna.id, text: 'hi' })).toBe('Forbidden: user is deactivated');
  });
});

describe('a text message', () => {
  beforeEach(() => {
    anna.send('/start');
  });

  it('is shown with its formatting and dated in seconds', async () => {
    const { result } = await call('sendMessage', { chat_id: anna.id, text: ' <b>Hi</b> ', parse_mode: 'HTML' });
    expect(result).toMatchObject({ text: 'Hi', entities: [{ type: 'bold', offset: 0, length: 2 }] });
    expect((result as { date: number }).date).toBe(now / 1000);
    expect(anna.lastMessage()).toMatchObject({ from: 'bot', text: 'Hi' });
  });

  it.each([
    [{ text: '' }, 'Bad Request: message text is empty'],
    [{ text: '  \n ' }, 'Bad Request: text must be non-empty'],
    [{ text: 'x'.repeat(4097) }, 'Bad Request: message is too long'],
    [{ text: 'x', parse_mode: 'bbcode' }, 'Bad Request: unsupported parse_mode'],
    [{ text: 'x', reply_parameters: { message_id: 99 } }, 'Bad Request: message to be replied not found'],
  ])('is refused for a bad text: %#', async (params, reason) => {
    expect(await description('sendMessage', { chat_id: anna.id, ...params })).toBe(reason);
  });

  it('may be 4096 characters long after its tags are taken out', async () => {
    expect(
      await call('sendMessage', { chat_id: anna.id, text: `<b>${'x'.repeat(4096)}</b>`, parse_mode: 'HTML' }),
    ).toMatchObject({
      ok: true,
    });
  });

  it.each([
    [{ inline_keyboard: [[{ text: 'a', callback_data: 'ё'.repeat(33) }]] }, 'BUTTON_DATA_INVALID'],
    [
      { inline_keyboard: [[{ text: 'a' }]] },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [{ inline_keyboard: [[{ callback_data: 'a' }]] }, `can't parse inline keyboard button: Can't find field "text"`],
    [{ inline_keyboard: [{ text: 'a', callback_data: 'a' }] }, 'field "inline_keyboard" must be an Array of Arrays'],
    [
      { inline_keyboard: [[{ text: 'a', url: 'javascript:alert(1)' }]] },
      "inline keyboard button URL 'javascript:alert(1)' is invalid: Unsupported URL protocol",
    ],
    [[], 'object expected as reply markup'],
  ])('is refused for a bad keyboard: %#', async (markup, reason) => {
    expect(await description('sendMessage', { chat_id: anna.id, text: 'x', reply_markup: markup })).toBe(
      `Bad Request: ${reason}`,
    );
  });

  it('takes callback data of exactly 64 bytes', async () => {
    const keyboard = { inline_keyboard: [[{ text: 'a', callback_data: 'ё'.repeat(32) }]] };
    expect(await call('sendMessage', { chat_id: anna.id, text: 'x', reply_markup: keyboard })).toMatchObject({
      ok: true,
    });
  });
});

describe('editing and deleting', () => {
  const keyboard = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };

  beforeEach(() => {
    anna.send('/start');
  });

  it('changes the message in place, marks it edited and drops a keyboard that is not sent again', async () => {
    const id = await sendToAnna({ text: 'old', reply_markup: keyboard });
    await call('editMessageText', { chat_id: anna.id, message_id: id, text: 'new' });
    expect(anna.lastMessage()).toMatchObject({ id, text: 'new', edited: true, buttons: [] });
  });

  it('does not call a message edited when only its buttons change', async () => {
    const id = await sendToAnna({ text: 'old', reply_markup: keyboard });
    await call('editMessageReplyMarkup', { chat_id: anna.id, message_id: id });
    expect(anna.lastMessage()).toMatchObject({ text: 'old', edited: false, buttons: [] });
  });

  it('refuses an edit that changes nothing', async () => {
    const id = await sendToAnna({ text: 'same', reply_markup: keyboard });
    const same = { chat_id: anna.id, message_id: id, text: 'same', reply_markup: keyboard };
    expect(await description('editMessageText', same)).toMatch(/^Bad Request: message is not modified: /);
  });

  it('refuses to edit what is not there, what the person wrote and what carried a reply keyboard', async () => {
    const personal = anna.messages()[0]?.id;
    const asked = await sendToAnna({ text: 'x', reply_markup: { keyboard: [[{ text: 'Yes' }]] } });
    const edit = (id: number | undefined) =>
      description('editMessageText', { chat_id: anna.id, message_id: id, text: 'y' });
    expect(await edit(9999)).toBe('Bad Request: message to edit not found');
    expect(await edit(personal)).toBe("Bad Request: message can't be edited");
    expect(await edit(asked)).toBe("Bad Request: message can't be edited");
  });

  it('takes only an inline keyboard with an edit', async () => {
    const id = await sendToAnna({ text: 'x' });
    const params = { chat_id: anna.id, message_id: id, text: 'y', reply_markup: { remove_keyboard: true } };
    expect(await description('editMessageText', params)).toBe('Bad Request: inline keyboard expected');
  });

  it('shows a message in an update as it was, whatever is edited later', async () => {
    const id = await sendToAnna({ text: 'old', reply_markup: keyboard });
    anna.press('Go');
    await call('editMessageText', { chat_id: anna.id, message_id: id, text: 'new' });
    expect(playground.control.pendingUpdates().at(-1)?.callback_query?.message.text).toBe('old');
  });

  it('deletes no message older than 48 hours', async () => {
    const id = await sendToAnna({ text: 'x' });
    now += 48 * 3_600_000 + 1000;
    expect(await description('deleteMessage', { chat_id: anna.id, message_id: id })).toBe(
      "Bad Request: message can't be deleted for everyone",
    );
  });

  it('deletes a message once', async () => {
    const id = await sendToAnna({ text: 'x' });
    expect(await call('deleteMessage', { chat_id: anna.id, message_id: id })).toMatchObject({ result: true });
    expect(await description('deleteMessage', { chat_id: anna.id, message_id: id })).toBe(
      'Bad Request: message to delete not found',
    );
    expect(anna.messages()).toHaveLength(1);
  });
});

describe('a person in a test', () => {
  it('waits for what the bot says after their latest act, not before it', async () => {
    anna.send('/start');
    await sendToAnna({ text: 'early' });
    anna.send('more');
    const answer = anna.waitForMessage();
    await sendToAnna({ text: 'late' });
    expect(await answer).toMatchObject({ text: 'late' });
  });

  it('is told the chat when the bot says nothing', async () => {
    anna.send('/start');
    await expect(anna.waitForMessage(undefined, 1)).rejects.toThrow('person: /start');
  });
});

describe('pressing an inline button', () => {
  const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

  beforeEach(async () => {
    anna.send('/start');
    await sendToAnna({ text: 'x', reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] } });
  });

  it('brings the bot the data and the person its answer', async () => {
    const press = anna.press('Go');
    expect(playground.control.pendingUpdates().at(-1)).toMatchObject({
      callback_query: { id: press.callbackId, data: 'go', from: { id: anna.id }, message: { text: 'x' } },
    });
    await call('answerCallbackQuery', { callback_query_id: press.callbackId, text: 'Done', show_alert: true });
    expect(await press.answer()).toMatchObject({ text: 'Done', showAlert: true });
  });

  it('is answered once, in time and with at most 200 characters', async () => {
    const id = anna.press('Go').callbackId;
    expect(await description('answerCallbackQuery', { callback_query_id: id, text: 'x'.repeat(201) })).toBe(
      'Bad Request: MESSAGE_TOO_LONG',
    );
    await call('answerCallbackQuery', { callback_query_id: id });
    expect(await description('answerCallbackQuery', { callback_query_id: id })).toBe(tooOld);
    expect(await description('answerCallbackQuery', { callback_query_id: '77' })).toBe(tooOld);
  });

  it('cannot be answered after the app has given up', async () => {
    const hasty = await startPlayground({ token: TOKEN, timeDivider: 10_000 });
    const boris = hasty.control.person({ id: 7, firstName: 'Boris' });
    boris.send('/start');
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] });
    const query = new URLSearchParams({ chat_id: '7', text: 'x', reply_markup: markup });
    await fetch(`${hasty.apiRoot}/bot${TOKEN}/sendMessage?${query}`);
    const id = boris.press('Go').callbackId;
    // 30 emulated seconds are 3 ms here.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const late = await fetch(`${hasty.apiRoot}/bot${TOKEN}/answerCallbackQuery?callback_query_id=${id}`);
    await hasty.stop();
    expect(await late.json()).toMatchObject({ description: tooOld });
  });
});

describe('keyboards under the input', () => {
  beforeEach(() => {
    anna.send('/start');
  });

  it('stay until removed, and share the own contact when asked to', async () => {
    const keyboard = [[{ text: 'Share', request_contact: true }, 'No']];
    await sendToAnna({ text: 'phone?', reply_markup: { keyboard, resize_keyboard: true } });
    const sent = anna.pressReply('Share');
    expect(sent.contact).toMatchObject({ user_id: anna.id, phone_number: '+996555000001' });
    expect(anna.view().replyKeyboard?.rows[0]?.map(({ text }) => text)).toEqual(['Share', 'No']);
    await sendToAnna({ text: 'thanks', reply_markup: { remove_keyboard: true } });
    expect(anna.view().replyKeyboard).toBeNull();
  });

  it('for one use go away with the answer', async () => {
    await sendToAnna({ text: 'sure?', reply_markup: { keyboard: [['Yes', 'No']], one_time_keyboard: true } });
    anna.pressReply('Yes');
    expect(anna.lastMessage()).toMatchObject({ from: 'person', text: 'Yes' });
    expect(anna.view().replyKeyboard).toBeNull();
  });

  it("carry nobody else's user id when somebody else's contact is sent", () => {
    expect(anna.sendContact({ own: false, phone: '+79160000000' }).contact).not.toHaveProperty('user_id');
  });
});

describe('commands', () => {
  it('are shown by the narrowest scope first, then by language', async () => {
    const list = (command: string) => [{ command, description: command }];
    await call('setMyCommands', { commands: list('any') });
    expect(anna.view().commands).toEqual(list('any'));
    await call('setMyCommands', { commands: list('russian'), language_code: 'ru' });
    expect(anna.view().commands).toEqual(list('russian'));
    await call('setMyCommands', { commands: list('hers'), scope: { type: 'chat', chat_id: anna.id } });
    expect(anna.view().commands).toEqual(list('hers'));
    await call('deleteMyCommands', { scope: { type: 'chat', chat_id: anna.id } });
    expect(anna.view().commands).toEqual(list('russian'));
    expect((await call('getMyCommands')).result).toEqual(list('any'));
  });

  it.each([
    [{ commands: [{ command: 'Start', description: 'x' }] }, 'BOT_COMMAND_INVALID'],
    [{ commands: [{ command: 'start', description: '' }] }, 'BOT_COMMAND_DESCRIPTION_INVALID'],
    [
      { commands: Array.from({ length: 101 }, (_, i) => ({ command: `c${i}`, description: 'x' })) },
      'BOT_COMMANDS_TOO_MUCH',
    ],
    [{ commands: [], language_code: 'rus' }, 'LANG_CODE_INVALID'],
    [{ commands: [], scope: { type: 'moon' } }, "can't parse BotCommandScope: Unsupported type specified"],
  ])('are refused when Telegram would refuse them: %#', async (params, reason) => {
    expect(await description('setMyCommands', params)).toBe(`Bad Request: ${reason}`);
  });
});
