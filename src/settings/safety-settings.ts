import { wholeNumber } from '../errors/validate.js';

/** How long logins last and how long personal data is kept; in days unless the name says otherwise. */
export const SAFETY_SETTINGS = {
  /** A login that nobody has used for so long is over. */
  sessionIdleMinutes: { schema: wholeNumber(5, 24 * 60), initial: 240, labelKey: 'setting.sessionIdleMinutes' },
  /** After so many hours everybody logs in anew, however busy. */
  sessionHours: { schema: wholeNumber(1, 72), initial: 12, labelKey: 'setting.sessionHours' },
  /** That a message went out is kept for longer; its words are not. */
  keepMessageTextsDays: { schema: wholeNumber(7, 365), initial: 60, labelKey: 'setting.keepMessageTextsDays' },
  /** What programs were answered, for their repeats: longer than any of them repeats a request. */
  keepAnswersDays: { schema: wholeNumber(1, 30), initial: 3, labelKey: 'setting.keepAnswersDays' },
  /** Names, phones and notes in the audit log; 0 = for ever. Who did what and when stays. */
  keepAuditValuesDays: { schema: wholeNumber(0, 3650), initial: 1095, labelKey: 'setting.keepAuditValuesDays' },
  /** Clients archived so long ago are erased; 0 = never. */
  keepArchivedClientsDays: { schema: wholeNumber(0, 3650), initial: 0, labelKey: 'setting.keepArchivedClientsDays' },
} as const;
