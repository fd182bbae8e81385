import { z } from 'zod';
import type { ClientPatch } from '../../src/contract/clients.js';
import { errorMessage } from '../../src/contract/error-messages.js';
import { parseCalendarDate, type CalendarDate } from '../../src/lib/calendar-date.js';
import { cleanLine } from '../../src/lib/person-name.js';
import type { Field } from '../callback-data.js';
import type { Answer, Context } from './flow.js';

/** The fields that are answered in words; a photo has its own way. */
export type TextField = Exclude<Field, 'photo'>;

export type ReadAnswer = { values: ClientPatch } | { problem: string };

const MAX_LENGTH = { firstName: 100, lastName: 100, region: 100, email: 254 } as const;
const EMAIL = z.email();
/** What a phone may look like; whether it exists is for the CRM to say, which knows the studio's country. */
const PHONE_SHAPE = /^\+?[\d\s().-]{7,40}$/;

/** Checks an answer before anything is sent to the CRM: what is surely wrong is told at its own question. */
export function readAnswer(context: Context, field: TextField, answer: Answer): ReadAnswer {
  if (answer.kind === 'contact' && field === 'phone') return readContact(context, answer);
  if (answer.kind !== 'text') return { problem: context.texts.problems.textExpected };
  const text = cleanLine(answer.text);
  if (text === '') return refuse(context, 'required');
  switch (field) {
    case 'phone':
      return readPhone(context, text);
    case 'birthDate':
      return readBirthDate(context, text);
    case 'email':
      if (text.length <= MAX_LENGTH.email && !EMAIL.safeParse(text).success) return refuse(context, 'not_an_email');
      return readLine(context, field, text);
    case 'firstName':
    case 'lastName':
    case 'region':
      return readLine(context, field, text);
  }
}

/** What empties a field. A last name is never null in the CRM, only empty. */
export function emptyValue(field: TextField): ClientPatch {
  return { [field]: field === 'lastName' ? '' : null };
}

/** A name that Telegram knows and the CRM would take, short enough for a button; else null. */
export function suggestedName(name: string): string | null {
  const clean = cleanLine(name);
  return clean !== '' && clean.length <= 40 ? clean : null;
}

function readLine(context: Context, field: keyof typeof MAX_LENGTH, text: string): ReadAnswer {
  const max = MAX_LENGTH[field];
  return text.length > max ? refuse(context, 'too_long', { max }) : { values: { [field]: text } };
}

function readContact(context: Context, { phone, isOwn }: { phone: string; isOwn: boolean }): ReadAnswer {
  if (!isOwn) return { problem: context.texts.problems.foreignContact };
  return { values: { phone, phoneVerified: true } };
}

function readPhone(context: Context, text: string): ReadAnswer {
  const digits = text.replace(/\D/g, '').length;
  if (!PHONE_SHAPE.test(text) || digits < 7 || digits > 17) return refuse(context, 'not_a_phone');
  return { values: { phone: text, phoneVerified: false } };
}

function readBirthDate(context: Context, text: string): ReadAnswer {
  const date = parseTypedDate(text);
  if (date === null) return { problem: context.texts.problems.notADate };
  if (date > context.clock.today()) return refuse(context, 'date_in_future');
  return { values: { birthDate: date } };
}

/** `31.12.1990`, `31/12/1990`, `31-12-1990` or `1990-12-31`; null for another shape or a day that does not exist. */
export function parseTypedDate(text: string): CalendarDate | null {
  const typed = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text.replaceAll(' ', ''));
  if (!typed) return parseCalendarDate(text);
  const [, day = '', month = '', year = ''] = typed;
  return parseCalendarDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

type ProblemCode = 'required' | 'too_long' | 'not_a_phone' | 'not_an_email' | 'date_in_future';

function refuse({ language }: Context, code: ProblemCode, params: Record<string, number> = {}): ReadAnswer {
  return { problem: errorMessage(code, params, language) };
}
