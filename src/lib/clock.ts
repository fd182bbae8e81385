import { dateInZone, type CalendarDate } from './calendar-date.js';

/** The only source of "now" and "today"; rules get `today` from it, so every rule can be tried on any day. */
export interface Clock {
  readonly timeZone: string;
  now(): Date;
  /** The civil date in the studio's time zone. */
  today(): CalendarDate;
}

export function systemClock(timeZone: string): Clock {
  return { timeZone, now: () => new Date(), today: () => dateInZone(new Date(), timeZone) };
}

/** A clock that stands still until it is moved: for tests and for data that must be the same on every run. */
export class FixedClock implements Clock {
  constructor(
    private instant: Date,
    readonly timeZone: string = 'UTC',
  ) {}

  now(): Date {
    return new Date(this.instant);
  }

  today(): CalendarDate {
    return dateInZone(this.instant, this.timeZone);
  }

  set(instant: Date): void {
    this.instant = instant;
  }
}
