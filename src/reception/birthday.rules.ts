import { addDays, parseCalendarDate, type CalendarDate } from '../lib/calendar-date.js';

/** A day on which birthdays are celebrated, and whose: `MM-DD` of birth. */
export interface Birthdays {
  date: CalendarDate;
  monthDays: string[];
}

/** The birthdays of every day of `[from, to]`. Who was born on 29 February celebrates on the 28th of other years. */
export function birthdaysFrom(from: CalendarDate, to: CalendarDate): Birthdays[] {
  const days: Birthdays[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const monthDay = date.slice(5);
    const isLeapYear = parseCalendarDate(`${date.slice(0, 4)}-02-29`) !== null;
    days.push({ date, monthDays: monthDay === '02-28' && !isLeapYear ? [monthDay, '02-29'] : [monthDay] });
  }
  return days;
}

/** How old somebody becomes on the birthday. */
export function ageOn(birthDate: CalendarDate, birthday: CalendarDate): number {
  return Number(birthday.slice(0, 4)) - Number(birthDate.slice(0, 4));
}
