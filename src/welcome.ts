import type { Config } from './config.js';

/** Who can log into the panel, and how. */
export interface Login {
  email: string;
  password: string;
  role: string;
}

/**
 * What `npm start` ends with: addresses, logins and the next step, in the studio's language. `people`: who one can be on
 * the playground, null without one.
 */
export function welcome(
  config: Config,
  logins: readonly Login[],
  people: readonly string[] | null,
  bot: boolean,
): string {
  const ru = config.locale === 'ru';
  const url = config.publicUrl;
  const rows: [string, string][] = [[ru ? 'Панель' : 'Panel', `${url}/admin`]];
  if (people) rows.push([ru ? 'Бот (без Telegram)' : 'Bot (no Telegram)', `${url}/playground`]);
  rows.push(['API', `${url}/api/docs`]);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = [
    '',
    ru ? `«${config.studioName}» работает.` : `"${config.studioName}" is running.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...loginLines(logins, ru),
    ...peopleLines(people ?? [], ru),
    nextStep(ru, people !== null, bot),
    ru ? 'Остановить: Ctrl+C' : 'Stop: Ctrl+C',
    '',
  ];
  return lines.join('\n');
}

function loginLines(logins: readonly Login[], ru: boolean): string[] {
  if (logins.length === 0) return [];
  const width = Math.max(...logins.map(({ email }) => email.length));
  const rows = logins.map(({ email, password, role }) => `  ${email.padEnd(width)}  ${password}  (${role})`);
  return [ru ? 'Входы в панель:' : 'Logins for the panel:', ...rows, ''];
}

function peopleLines(people: readonly string[], ru: boolean): string[] {
  if (people.length === 0) return [];
  return [ru ? 'На странице бота вы можете быть:' : 'On the page of the bot you can be:', ...people.map(indent), ''];
}

function indent(line: string): string {
  return `  ${line}`;
}

function nextStep(ru: boolean, playground: boolean, bot: boolean): string {
  if (!bot) {
    return ru ? 'Бот не запущен: укажите TELEGRAM_BOT_TOKEN.' : 'The bot is not running: set TELEGRAM_BOT_TOKEN.';
  }
  if (playground) {
    return ru
      ? 'Дальше: на странице бота напишите /start от имени гостя, зарегистрируйтесь — и найдите себя в панели.'
      : 'Next: on the page of the bot write /start as the guest, register, and find yourself in the panel.';
  }
  return ru ? 'Дальше: войдите в панель.' : 'Next: log into the panel.';
}
