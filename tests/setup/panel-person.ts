import type { Browser, Page } from 'puppeteer';
import { enLogin } from '../../admin/locale/en-login.js';
import { enPanel } from '../../admin/locale/en-panel.js';
import { enResources } from '../../admin/locale/en-resources.js';
import { ruLogin } from '../../admin/locale/ru-login.js';
import { ruPanel } from '../../admin/locale/ru-panel.js';
import { ruResources } from '../../admin/locale/ru-resources.js';
import { ru } from '../../admin/locale/ru.js';
import { LANGUAGE_COOKIE } from '../../admin/paths.js';
import { LATIN_NAMES } from '../../src/demo/demo-people.js';
import type { Language } from '../../src/lib/wording.js';
import { clickText, logIn, openWatchedPage, seeText } from './panel-page.js';

/** What the panel says in a language, by the names the code has for it. */
export const SAID = {
  ru: { panel: ruPanel, login: ruLogin, resources: ruResources },
  en: { panel: enPanel, login: enLogin, resources: enResources },
};

/** Names that are the same in Russian, and what the demo studio has in Latin letters. */
const LATIN_ALIKE = new Set(
  [
    'Studio English Telegram API CSV Excel CRM JSON xlsx csv Node SQLite sqlite Redis UTC',
    // Formats and examples in hints.
    'firstName telegram Enter Shift Ctrl',
    ...LATIN_NAMES,
  ]
    .join(' ')
    .split(/[^\p{Script=Latin}]+/u),
);
/** Addresses, ids of processes and the like, which are no words. */
const NO_WORDS = /\S+@\S+|https?:\/\/\S+|\/api\/\S*|@\w+|v?\d[\w.:-]*/g;

/** A text of the panel with its values put in: "Абонемент продан: {{name}}." */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** Every Russian text as a pattern of a whole line; what stands in `{{}}` may be anything. */
function russianLines(words: unknown): RegExp[] {
  if (typeof words !== 'string') return Object.values(words as object).flatMap(russianLines);
  if (!/[а-яё]/i.test(words)) return [];
  const pattern = words.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\{\w+\}\}/g, '.+');
  return [new RegExp(`^${pattern}$`, 'u')];
}
/** Every Russian line of the panel, but for the name of the language, which is written in that language. */
export const RUSSIAN = russianLines([ru, ruPanel, ruResources]).filter((line) => !line.test('Русский'));

function isForeign(line: string, language: Language): boolean {
  if (language === 'en') return RUSSIAN.some((pattern) => pattern.test(line));
  const words = line.replace(NO_WORDS, ' ').match(/\p{Script=Latin}{3,}/gu) ?? [];
  return words.some((word) => !LATIN_ALIKE.has(word));
}

/** Somebody at the panel in one language, who does what a person can see and notices what must not be there. */
export class PanelPerson {
  /** Lines in the wrong language, with the page they were on. */
  readonly foreign = new Set<string>();
  /** What is data, and so may look like a word: the people of the demo studio. */
  readonly alike = new Set(['Владелец', 'Администратор', 'Тренер']);

  private constructor(
    readonly page: Page,
    readonly language: Language,
    private readonly url: string,
    readonly faults: string[],
  ) {}

  /** A browser of one's own, at the login page. */
  static async arrive(browser: Browser, url: string, language: Language): Promise<PanelPerson> {
    const { page, faults } = await openWatchedPage(browser, url);
    const cookie = { name: LANGUAGE_COOKIE, value: language, domain: new URL(url).hostname, path: '/admin' };
    await page.browserContext().setCookie(cookie);
    return new PanelPerson(page, language, url, faults);
  }

  async logIn(email: string, password: string): Promise<void> {
    await logIn(this.page, this.url, email, password);
  }

  get said() {
    return SAID[this.language];
  }

  /** Reads the whole page, with the hints in empty fields and what is said to the blind. */
  async read(): Promise<void> {
    const lines = await this.page.evaluate(() => [
      document.title,
      ...document.body.innerText.split(/[\n\t]/),
      ...[...document.querySelectorAll('input, textarea')].map((field) => field.getAttribute('placeholder') ?? ''),
      ...[...document.querySelectorAll('[aria-label]')].map((part) => part.ariaLabel ?? ''),
    ]);
    for (const code of await this.page.$$eval('code', (all) => all.map(({ innerText }) => innerText)))
      this.alike.add(code.trim());
    const { pathname } = new URL(this.page.url());
    for (const line of lines.map((text) => text.trim()).filter((text) => !this.alike.has(text)))
      if (isForeign(line, this.language)) this.foreign.add(`${pathname}: ${line}`);
  }

  /** An address typed by hand. */
  async visit(path = ''): Promise<void> {
    await this.page.goto(`${this.url}/admin${path}`, { waitUntil: 'networkidle0' });
    await this.read();
  }

  /** Waits until the page says so, and reads the rest of it. */
  async see(text: string): Promise<void> {
    await seeText(this.page, text);
    await this.read();
  }

  /** The button, link or label with exactly this text. */
  async press(text: string): Promise<void> {
    await clickText(this.page, text);
  }

  /** A link of the menu on the left, by the address behind it. */
  async choose(path: string): Promise<void> {
    const link = await this.page.waitForSelector(`.studio-menu a[href="/admin${path}"]`);
    await link?.click();
    await this.page.waitForFunction((to) => location.pathname === to, {}, `/admin${path}`);
  }

  /** The main button of a form, as soon as it may be pressed. */
  async submit(scope = 'form'): Promise<void> {
    const button = await this.page.waitForSelector(`${scope} .studio-button-main:not([disabled])`);
    await this.read();
    await button?.click();
  }

  /** Replaces what stands in a field. */
  async fill(selector: string, text: string): Promise<void> {
    await this.page.waitForSelector(selector);
    await this.page.click(selector, { count: 3 });
    await this.page.keyboard.press('Backspace');
    await this.page.type(selector, text);
  }

  /** Picks a day in the browser's own field. */
  async pick(selector: string, day: string): Promise<void> {
    await this.page.waitForSelector(selector);
    await this.page.$eval(
      selector,
      (field, value) => {
        // React hears of it only where the browser's own setter was called.
        Reflect.set(HTMLInputElement.prototype, 'value', value, field);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      day,
    );
  }

  /** Types into the search of the top bar, from wherever one is. */
  async search(text: string): Promise<void> {
    await this.page.keyboard.press('/');
    await this.page.waitForFunction(() => document.activeElement?.matches('[role=combobox]'));
    await this.page.keyboard.type(text);
  }

  async keys(...keys: Parameters<Page['keyboard']['press']>[0][]): Promise<void> {
    const last = keys.pop();
    for (const key of keys) await this.page.keyboard.down(key);
    if (last) await this.page.keyboard.press(last);
    for (const key of keys) await this.page.keyboard.up(key);
  }

  textOf(selector: string): Promise<string> {
    return this.page
      .waitForSelector(selector)
      .then((found) => found?.evaluate((element) => (element as HTMLElement).innerText.trim()) ?? '');
  }

  async numberIn(selector: string): Promise<number> {
    return Number((await this.textOf(selector)).replace(/\D/g, ''));
  }
}
