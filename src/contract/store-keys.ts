/** Keys of the store that the web process and the bot share. */

/** The bot's name in Telegram, without the @: the bot tells it as it starts, links to it are made of it. */
export const BOT_USERNAME_KEY = 'bot:username';
