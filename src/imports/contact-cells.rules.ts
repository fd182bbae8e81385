import { z } from 'zod';
import { normalizePhone } from '../lib/phone.js';
import { issue, type ImportIssue } from './import-issues.js';

export interface PhoneCell {
  phone: string | null;
  /** What else stood in the cell, for the note. */
  rest: string | null;
  issues: ImportIssue[];
}

const EMAIL = z.email().max(254);

/** The phone in E.164; of several in one cell the first that is one. `phone_unreadable` is an error: it is who they are. */
export function parsePhoneCell(text: string, country: string): PhoneCell {
  const phone = normalizePhone(text, country);
  if (phone !== null) return { phone, rest: null, issues: [] };
  const parts = text.split(/[,;/\n]|(?:\s(?:и|или|or)\s)/).map((part) => part.trim());
  const numbers = parts.map((part) => normalizePhone(part, country));
  const index = numbers.findIndex((number) => number !== null);
  const first = numbers[index] ?? null;
  if (first === null) return { phone: null, rest: null, issues: [issue('phone_unreadable', { text })] };
  const rest = parts.filter((part, other) => other !== index && part !== '').join(', ');
  return { phone: first, rest, issues: [issue('phone_second', { phone: first })] };
}

export interface TelegramCell {
  telegramId: string | null;
  telegramUsername: string | null;
  issues: ImportIssue[];
}

/** `@name`, `name`, `t.me/name` or a numeric id; or an id with a `@name` after it. */
export function parseTelegramCell(text: string): TelegramCell {
  const [, id = text.trim(), nameOfId] = /^(\d+)\s+@(\w{3,64})$/.exec(text.trim()) ?? [];
  const name = id.replace(/^(https?:\/\/)?(www\.)?(t(elegram)?\.me|telegram\.dog)\//i, '').replace(/^@/, '');
  if (/^[1-9]\d{4,14}$/.test(name)) return { telegramId: name, telegramUsername: nameOfId ?? null, issues: [] };
  if (/^[a-z]\w{3,31}$/i.test(name)) return { telegramId: null, telegramUsername: name, issues: [] };
  return { telegramId: null, telegramUsername: null, issues: [issue('telegram_unreadable', { text })] };
}

/** Lower case; null with a warning for what is no address. */
export function parseEmailCell(text: string): { email: string | null; issues: ImportIssue[] } {
  const email = text.trim().toLowerCase();
  return EMAIL.safeParse(email).success
    ? { email, issues: [] }
    : { email: null, issues: [issue('email_unreadable', { text })] };
}
