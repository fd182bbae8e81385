import { Poller } from '../bot/poller.js';
import { BotApiTelegram } from '../bot/telegram.js';
import type { Update } from '../bot/update.js';
import { createLogger } from '../src/lib/logger.js';
import { MENU_BUTTONS } from './conversations.js';

/**
 * The least a bot can do on the same loop with the same updates: a message is answered by one with the same buttons, a
 * press by stopping its spinner and changing the message. It asks nobody and keeps nothing. The floor of the benchmark.
 */
const { TELEGRAM_BOT_TOKEN = '', TELEGRAM_API_URL = '' } = process.env;
const telegram = new BotApiTelegram(TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL);
const keyboard = { kind: 'inline' as const, rows: MENU_BUTTONS.map((text) => [{ text, data: text }]) };

async function handle({ update_id: id, message, callback_query: press }: Update): Promise<void> {
  if (message) await telegram.send({ chatId: message.chat.id, text: `${id}: ${message.text ?? ''}`, keyboard });
  if (!press?.message) return;
  await telegram.answerPress(press.id);
  await telegram.edit(press.message.chat.id, press.message.message_id, `${id}: ${press.data ?? ''}`, keyboard);
}

const poller = new Poller(telegram, { handle, giveUp: async () => undefined }, createLogger('warn'));
process.on('SIGTERM', () => void poller.stop());
process.stdout.write('the bot is listening\n');
await poller.run();
