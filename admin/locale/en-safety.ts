/** Words of the settings about logins and about how long data is kept. */
export const enSafetySettings = {
  groups: { logins: 'Logging into the panel', retention: 'How long personal data is kept' },
  sessionIdleMinutes: 'Minutes without work after which one logs in again',
  sessionIdleMinutesHint: 'From 5 minutes to a day. What was typed into a form is not lost.',
  sessionHours: 'Hours after which everybody logs in again',
  sessionHoursHint: 'However busy they are: from 1 to 72.',
  keepMessageTextsDays: 'Texts of sent messages, days',
  keepMessageTextsDaysHint: 'That a message went out stays visible. A broadcast keeps its own text.',
  keepAnswersDays: 'Answers to programs that repeat a request, days',
  keepAnswersDaysHint: 'Three days are usually enough.',
  keepAuditValuesDays: 'Names, phones and notes in the audit log, days',
  keepAuditValuesDaysHint: 'Who changed what and when stays. 0 = kept for ever.',
  keepArchivedClientsDays: 'Archived clients, days',
  keepArchivedClientsDaysHint:
    'Then their personal data is erased for good; memberships and money stay as history without a name. 0 = never.',
} as const;
