import { Poller } from '../bot/poller.js';
import { BotApiTelegram } from '../bot/telegram.js';
import { createLogger } from '../src/lib/logger.js';

/** The least a bot can do on the same loop: one message for every update. The floor of the benchmark. */
const { TELEGRAM_BOT_TOKEN = '', TELEGRAM_API_URL = '' } = process.env;
const telegram = new BotApiTelegram(TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL);
const echo = {
  handle: async ({ message }: { message?: { chat: { id: number }; text?: string } }): Promise<void> => {
    if (message) await telegram.send({ chatId: message.chat.id, text: message.text ?? '' });
  },
  giveUp: async (): Promise<void> => undefined,
};
const poller = new Poller(telegram, echo, createLogger('warn'));
process.on('SIGTERM', () => void poller.stop());
process.stdout.write('the bot is listening\n');
await poller.run();
