import {
  addDays,
  calendarDate,
  dateInZone,
  instantInZone,
  timeInZone,
  type CalendarDate,
} from '../../src/lib/calendar-date.js';
import { formatDay, formatDayRange, type Language } from '../../src/lib/wording.js';
import { monthGrid, readCalendarChoice, type CalendarBounds, type Cell } from '../calendar.js';
import { hourGrid, minuteGrid, readTimeChoice, readTypedTime } from '../time-picker.js';
import type { Answer, Context, Reply } from './flow.js';
import { parseTypedDate } from './personal-answer.js';
import type { Asked } from './question.js';

/** A day was given, another month asked for, or what was given can't be. */
export type DayAnswer = { date: CalendarDate } | { month: string } | { problem: string };

/** Reads a press on the calendar, or a day in words. */
export function readDay(context: Context, answer: Answer, bounds: CalendarBounds): DayAnswer {
  const { texts } = context;
  if (answer.kind === 'pick') {
    const choice = readCalendarChoice(answer.choice);
    if (choice?.kind === 'month') return { month: choice.month };
    return choice ? within(context, choice.date, bounds) : { problem: texts.problems.pressAButton };
  }
  if (answer.kind !== 'text') return { problem: texts.problems.dayExpected };
  const typed = parseTypedDate(answer.text.trim());
  return typed ? within(context, typed, bounds) : { problem: texts.problems.notADay };
}

function within(context: Context, date: CalendarDate, { min, max }: CalendarBounds): DayAnswer {
  if (date >= min && date <= max) return { date };
  return { problem: context.texts.problems.dayOutside(dayOf(context, min), dayOf(context, max)) };
}

/** What a dialogue does with an answer that is one, and how it asks again. */
interface Turns<Value> {
  next(value: Value): Promise<Reply>;
  again(asked: Asked): Promise<Reply>;
}

/** The answer to "on which day", of the days from today on. */
export function takeDay(context: Context, answer: Answer, days: number, turns: Turns<CalendarDate>): Promise<Reply> {
  const read = readDay(context, answer, daysAhead(context, days));
  return 'date' in read ? turns.next(read.date) : turns.again(read);
}

/** The answer to "at what time" of that day; gives the instant. */
export function takeTime(context: Context, answer: Answer, date: string | null, turns: Turns<string>): Promise<Reply> {
  const read = readTime(context, answer, calendarDate(date ?? context.clock.today()));
  return 'startsAt' in read ? turns.next(read.startsAt.toISOString()) : turns.again(read);
}

/** The calendar as choices of a question; opens on `month`, else on the first day that can be chosen. */
export function calendarChoices(context: Context, bounds: CalendarBounds, month?: string): Cell[][] {
  return monthGrid(month ?? bounds.min.slice(0, 7), bounds, context.language);
}

/** An instant was given, an hour whose minutes are to be chosen, or neither. */
type TimeAnswer = { startsAt: Date } | { hour: number } | { problem: string };

/** Reads a press on the time picker, or a time in words, for a day that is today or later. */
function readTime(context: Context, answer: Answer, date: CalendarDate): TimeAnswer {
  const { texts, clock } = context;
  const choice = answer.kind === 'pick' ? readTimeChoice(answer.choice) : null;
  if (choice?.kind === 'hour') return { hour: choice.hour };
  const time = choice?.time ?? (answer.kind === 'text' ? readTypedTime(answer.text) : null);
  if (time === null) return { problem: texts.problems.notATime };
  const startsAt = instantInZone(date, time, clock.timeZone);
  return startsAt < clock.now() ? { problem: texts.problems.timePassed } : { startsAt };
}

/** The time picker as choices of a question: the hours, or the minutes of one. */
export function timeChoices({ clock }: Context, date: CalendarDate, hour?: number): Cell[][] {
  const earliest =
    date > clock.today() ? '00:00' : timeInZone(new Date(clock.now().getTime() + 60_000), clock.timeZone);
  return hour === undefined ? hourGrid(earliest) : minuteGrid(hour, earliest);
}

/** From today on, so many days. */
export function daysAhead({ clock }: Context, days: number): CalendarBounds {
  return { min: clock.today(), max: addDays(clock.today(), days) };
}

/** The year is said only when it is not this one. */
export function dayOf({ language, clock }: Pick<Context, 'language' | 'clock'>, date: string): string {
  return formatDay(calendarDate(date), language, clock.today().slice(0, 4));
}

/** "5–11 марта" */
export function rangeOf({ language, clock }: Pick<Context, 'language' | 'clock'>, from: string, to: string): string {
  return formatDayRange(calendarDate(from), calendarDate(to), language, clock.today().slice(0, 4));
}

/** "вт, 10 марта, 18:30" on the studio's clock. */
export function momentOf({ language, clock }: Pick<Context, 'language' | 'clock'>, instant: string | Date): string {
  const at = new Date(instant);
  const weekday = shortWeekday(at, language, clock.timeZone);
  const day = dayOf({ language, clock }, dateInZone(at, clock.timeZone));
  return `${weekday}, ${day}, ${timeInZone(at, clock.timeZone)}`;
}

function shortWeekday(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone }).format(at);
}
