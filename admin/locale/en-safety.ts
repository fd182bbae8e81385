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

export const enAccount = {
  account: {
    title: 'My login',
    isOn: 'Code from an app is on',
    isOff: 'Code from an app',
    offText:
      'Besides the password, a code from an app on your phone is asked for. Nobody gets in with your password alone.',
    onText_one: 'A code is asked for at the login. {{count}} recovery code is left.',
    onText_other: 'A code is asked for at the login. {{count}} recovery codes are left.',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    scan: 'Open the app for codes, scan the picture or type the key below it, and then enter the code that appears.',
    picture: 'Picture with the key for the app',
    code: 'Code',
    confirm: 'Check the code and turn on',
    codesOnce:
      'It is on. Write the recovery codes down: each takes the place of the phone once. They are not shown again.',
    kept: 'I have written them down',
    sessions: 'Logins on all devices',
    sessionsText: 'If you logged in on a foreign computer or lost your phone, end all logins. This one ends as well.',
    endSessions: 'Log out everywhere',
  },
  exportData: {
    title: 'Export the client’s data',
    text: 'Everything that is kept of “{{name}}” in one file: data, photo, memberships, visits, messages, history. The export is kept in the audit log.',
    button: 'Download the file',
  },
} as const;

export const enAccountConfirms = {
  resetTotp: {
    title: 'Reset the code from the app?',
    text: '{{name}} will log in with the password alone until the code is turned on again. All logins end.',
    button: 'Reset',
    done: 'The code was reset.',
  },
  endSessions: {
    title: 'End all logins?',
    text: '{{name}} is logged out on all devices and may log in again.',
    button: 'End',
    done: 'The logins have ended.',
  },
} as const;

export const enAccountActions = {
  resetTotp: 'Reset the code from the app',
  endSessions: 'End all logins',
  exportData: 'Export data',
} as const;
