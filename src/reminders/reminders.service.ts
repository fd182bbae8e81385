import type { DeliveryButton } from '../contract/deliveries.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { DeliveryDraft, Outbox } from '../deliveries/outbox.js';
import { addDays, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { fillTemplate } from '../lib/message-template.js';
import { formatDay, parseLanguage, pluralDays, pluralVisits, type Language } from '../lib/wording.js';
import type { SettingValues } from '../settings/setting.rules.js';
import type { SettingsService } from '../settings/settings.service.js';
import type { GroupTraining } from '../trainings/group-training.entity.js';
import { peopleOf, toldOf } from '../trainings/session.queries.js';
import { sessionDay } from '../trainings/session-texts.js';
import {
  endingOn,
  packsWith,
  readBirthdays,
  readLastMemberships,
  type LastMembership,
} from './membership-reminders.queries.js';
import type { Person } from './person.queries.js';
import type { ReminderTextKey } from './reminder-texts.js';
import { birthdaysOn, endOfReminders, expiryText, isDaytime, isReminderTime, reminderKeys } from './reminder.rules.js';
import { readComingSessions, readReminded } from './session-reminders.queries.js';

/** Small enough that a chunk's transaction is short, large enough that 100,000 clients are a few hundred. */
const CHUNK = 500;

const MEMBERSHIP_BUTTON: Record<Language, string> = { ru: 'Мой абонемент', en: 'My membership' };

type Words = Record<Language, Record<string, string>>;

/** How the studio is named, and what it speaks to those who have not chosen. */
interface Studio {
  name: string;
  language: Language;
}

/** What is written to one person. */
interface Contents {
  key: string;
  text: ReminderTextKey;
  values: (language: Language) => Record<string, string>;
  buttons?: (language: Language) => DeliveryButton[][];
}

interface Reminder extends Contents {
  expiresAt: Date;
}

/**
 * Puts reminders into the outbox. Each call does whatever is due now and may be repeated at any moment by anybody: the keys
 * of the messages make each of them one. All answer how many are new.
 */
export class RemindersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly outbox: Outbox,
    private readonly studio: Studio,
  ) {}

  /** Of the last paid day: from `reminderHour` until the evening, as many days before and after as `reminderOffsets` say. */
  async remindExpiry(): Promise<number> {
    const settings = await this.settings.all();
    if (!this.isHour(settings)) return 0;
    const today = this.clock.today();
    const expiresAt = endOfReminders(today, this.clock.timeZone, settings.reminderHour);
    let written = 0;
    for (const offset of settings.reminderOffsets) {
      const lastDay = addDays(today, offset);
      const ending = endingOn(lastDay);
      const words = inEachLanguage((language) => ({
        endDate: formatDay(lastDay, language, today.slice(0, 4)),
        days: pluralDays(Math.abs(offset), language),
      }));
      written += await this.inChunks(
        (page) => readLastMemberships(this.unitOfWork.manager, today, ending, page),
        (membership) => this.draft(settings, membership, { ...expiryReminder(membership, offset, words), expiresAt }),
      );
    }
    return written;
  }

  /** Of a running pack that has one of `reminderVisitsLeft` visits left, in the daytime. */
  async remindVisits(): Promise<number> {
    const settings = await this.settings.all();
    const { reminderVisitsLeft: numbers } = settings;
    if (numbers.length === 0 || !isDaytime(this.clock.now(), this.clock.timeZone)) return 0;
    const today = this.clock.today();
    const expiresAt = endOfReminders(today, this.clock.timeZone, 0);
    return this.inChunks(
      (page) => readLastMemberships(this.unitOfWork.manager, today, packsWith(numbers, today), page),
      (membership) => this.draft(settings, membership, { ...visitsReminder(membership, today), expiresAt }),
    );
  }

  /** Where `birthdayGreeting` is on: at `reminderHour`, to those who get broadcasts. */
  async greetBirthdays(): Promise<number> {
    const settings = await this.settings.all();
    if (!settings.birthdayGreeting || !this.isHour(settings)) return 0;
    const today = this.clock.today();
    const expiresAt = endOfReminders(today, this.clock.timeZone, settings.reminderHour);
    return this.inChunks(
      (page) => readBirthdays(this.unitOfWork.manager, birthdaysOn(today), page),
      (person) => {
        const key = reminderKeys.birthday(person.clientId, today);
        return this.draft(settings, person, { key, text: 'textBirthday', expiresAt, values: () => ({}) });
      },
    );
  }

  /** Of a session that begins in `sessionReminderMinutes` (0 = never) or sooner. */
  async remindSessions(): Promise<number> {
    const settings = await this.settings.all();
    const { sessionReminderMinutes: minutes } = settings;
    if (minutes === 0) return 0;
    const now = this.clock.now();
    const until = new Date(now.getTime() + minutes * 60_000);
    let written = 0;
    for (const session of await readComingSessions(this.unitOfWork.manager, now, until)) {
      written += await this.remindOf(session, settings);
    }
    return written;
  }

  private isHour({ reminderHour }: SettingValues): boolean {
    return isReminderTime(this.clock.now(), this.clock.timeZone, reminderHour);
  }

  /** Page after page of clients in the order of their ids, each in a transaction of its own. */
  private async inChunks<T extends Person>(
    read: (page: { after: number; limit: number }) => Promise<T[]>,
    draft: (row: T) => DeliveryDraft,
  ): Promise<number> {
    let total = 0;
    for (let after: number | undefined = 0; after !== undefined;) {
      const page = { after, limit: CHUNK };
      const done = await this.unitOfWork.run(async () => {
        const rows = await read(page);
        const last = rows.at(-1);
        const next = rows.length === CHUNK ? last?.clientId : undefined;
        return { written: await this.outbox.enqueue(rows.map(draft)), next };
      });
      total += done.written;
      after = done.next;
    }
    return total;
  }

  private async remindOf(session: GroupTraining, settings: SettingValues): Promise<number> {
    const { id, startsAt } = session;
    const since = new Date(startsAt.getTime() - settings.sessionReminderMinutes * 60_000);
    return this.unitOfWork.run(async (manager) => {
      const told = toldOf(await peopleOf(manager, session), this.clock.timeZone);
      const { groupName: group, coachName: coach, time } = told;
      const persons = await readReminded(manager, session, since);
      const drafts = persons.map((person) =>
        this.draft(settings, person, {
          key: reminderKeys.session(id, startsAt, person.clientId),
          text: 'textSessionReminder',
          expiresAt: startsAt,
          values: (language) => ({ group, coach, time, date: sessionDay(told.date, language) }),
        }),
      );
      return this.outbox.enqueue(drafts);
    });
  }

  private draft(settings: SettingValues, person: Person, reminder: Reminder): DeliveryDraft {
    const { clientId, chatId, firstName, lastName } = person;
    const language = parseLanguage(person.language) ?? this.studio.language;
    const values = { firstName, lastName, studio: this.studio.name, ...reminder.values(language) };
    const text = fillTemplate(settings[reminder.text][language], values);
    return {
      dedupeKey: reminder.key,
      deliveryClass: 'reminder',
      clientId,
      chatId,
      payload: { text, buttons: reminder.buttons?.(language) ?? [] },
      expiresAt: reminder.expiresAt,
    };
  }
}

function expiryReminder({ paymentId, endDate, planName }: LastMembership, offset: number, words: Words): Contents {
  return {
    key: reminderKeys.expiry(paymentId, endDate, offset),
    text: expiryText(offset),
    values: (language) => ({ ...words[language], plan: planName ?? '' }),
    buttons: membershipButton,
  };
}

function visitsReminder({ paymentId, endDate, planName, visitsLeft }: LastMembership, today: CalendarDate): Contents {
  const left = Number(visitsLeft);
  return {
    key: reminderKeys.visits(paymentId, left),
    text: 'textVisitsLeft',
    values: (language) => ({
      endDate: formatDay(endDate, language, today.slice(0, 4)),
      visits: pluralVisits(left, language),
      plan: planName ?? '',
    }),
    buttons: membershipButton,
  };
}

/** What is the same for everyone is put into words once: for thousands that takes longer than all else. */
function inEachLanguage(wordsOf: (language: Language) => Record<string, string>): Words {
  return { ru: wordsOf('ru'), en: wordsOf('en') };
}

function membershipButton(language: Language): DeliveryButton[][] {
  return [[{ kind: 'membership', text: MEMBERSHIP_BUTTON[language] }]];
}
