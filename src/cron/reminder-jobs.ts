import type { RemindersService } from '../reminders/reminders.service.js';
import type { StaleReminders } from '../reminders/stale-reminders.service.js';
import type { CronJob } from './cron-runner.js';

/** Each does whatever is due: what a process that was off missed is made up for on the same day. */
export function reminderJobs(reminders: RemindersService, stale: StaleReminders): CronJob[] {
  const everyFiveMinutes = (name: string, work: () => Promise<number>): CronJob => ({
    name,
    pattern: '*/5 * * * *',
    limitMs: 10 * 60_000,
    run: async () => {
      await work();
    },
  });
  return [
    everyFiveMinutes('take-back-reminders', () => stale.takeBack()),
    everyFiveMinutes('remind-expiry', () => reminders.remindExpiry()),
    everyFiveMinutes('remind-visits', () => reminders.remindVisits()),
    everyFiveMinutes('remind-sessions', () => reminders.remindSessions()),
    everyFiveMinutes('greet-birthdays', () => reminders.greetBirthdays()),
  ];
}
