import { html, joinLines, joinParagraphs } from '../html.js';
import { plural, pluralDays } from '../../src/lib/wording.js';
import { enClient } from './en-client.js';
import { enStaff } from './en-staff.js';
import type { Texts } from './ru.js';

const VISITS = { one: 'visit', other: 'visits' };

export const en: Texts = {
  languageName: 'English',

  buttons: {
    register: '📝 Register',
    membership: '🎟 My membership',
    freeze: '❄️ Freeze',
    visits: '✅ My visits',
    timetable: '📅 Timetable',
    data: '👤 My details',
    settings: '⚙️ Settings',
    language: '🌐 Language',
    privacy: '🛡 What the studio keeps about me',
    erase: '🗑 Delete my data',
    sessions: '📋 My sessions',
    session: '▶️ Start a session',
    broadcast: '📣 Broadcast',
    numbers: '📊 Today',
    find: '🔍 Find a client',
    history: '📜 History',
    refresh: '🔄 Refresh',
    menu: '← Menu',
    back: '← Back',
    skip: 'Skip →',
    cancel: 'Cancel',
    clear: '🗑 Remove',
    confirm: '✅ All correct',
    save: '✅ Save',
    stay: 'Continue',
    leave: 'Leave',
    shareContact: '📱 Share my number',
    keep: (value) => `Keep “${value}”`,
  },

  commands: {
    start: 'Menu',
    membership: 'My membership',
    timetable: 'Timetable',
    visits: 'My visits',
    freeze: 'Freeze my membership',
    data: 'My details',
    settings: 'Settings',
    language: 'Language',
    cancel: 'Cancel what was begun',
    help: 'What the bot can do',
  },

  coachCommands: {
    sessions: 'My sessions',
  },
  adminCommands: {
    session: 'Start a session',
    broadcast: 'Broadcast',
    numbers: 'Today in numbers',
    find: 'Find a client',
  },

  menu: {
    unknown: (studio) =>
      joinParagraphs([
        html`👋 Hello! This is the bot of <b>${studio}</b>.`,
        html`Register to see your membership. It takes a minute.`,
      ]),
    client: (studio) => joinParagraphs([html`<b>${studio}</b>`, html`How can I help?`]),
    coach: (studio, name) => html`👋 Hello, ${name}! You are a coach of <b>${studio}</b>.`,
    admin: (studio) => joinParagraphs([html`<b>${studio}</b>`, html`You are an admin. What shall we do?`]),
    archived: (studio) => html`Your record at <b>${studio}</b> is not in use now. Please contact the studio.`,
    registerFirst: html`Please register first.`,
    notForYou: html`This is not available to you.`,
    alreadyRegistered: html`You are registered already.`,
  },

  help: (studio) => html`The bot of <b>${studio}</b>: your membership and your details at hand.`,
  staffHelp: (studio) => html`The bot of <b>${studio}</b>. You can use:`,
  stopHelp: html`/stop — No more news`,

  language: {
    question: html`Which language shall we speak?`,
    saved: html`All right, English it is.`,
  },

  dialogue: {
    step: (step, total) => `step ${step} of ${total}`,
    noted: html`All right 👌`,
    interrupted: (title) =>
      joinLines([html`You have not finished: <b>${title}</b>. Leave it?`, html`To go on, just answer the question.`]),
    expired: (title) => html`More than a day has passed, so “${title}” has to start anew. Nothing has changed.`,
    outdated: html`The bot was updated, so what was begun has to start anew. Nothing has changed.`,
    nothingToCancel: html`There is nothing to cancel.`,
  },

  notUnderstood: html`I did not understand that.`,
  unknownCommand: html`There is no such command.`,
  staleButton: 'This button no longer works.',
  tooManyMessages: html`Too many messages at once. Wait a few seconds and try again.`,
  apology: html`Sorry, that did not work out. Please try again in a minute.`,

  fields: {
    labels: {
      firstName: 'First name',
      lastName: 'Last name',
      phone: 'Phone',
      email: 'E-mail',
      birthDate: 'Date of birth',
      region: 'City or district',
      photo: 'Photo',
    },
    questions: {
      firstName: 'What is your first name?',
      lastName: 'Your last name?',
      phone: 'Your phone? Share it with the button below or type it, for example +996 555 123 456.',
      email: 'Your e-mail address?',
      birthDate: 'When were you born? Write day, month and year, for example 31.12.1990.',
      region: 'Your city or district?',
      photo: 'Send a photo that shows your face well.',
    },
    none: '—',
    noPhoto: 'no',
    hasPhoto: 'yes',
    verified: 'confirmed',
  },

  problems: {
    textExpected: 'An answer in words is needed here.',
    notADate: 'There is no such date. Write day, month and year, for example 31.12.1990.',
    foreignContact: 'This contact is not yours. Press the button below or type your number.',
    photoExpected: 'A photo is needed here.',
    sendAsPhoto: 'Send the picture as a photo, not as a file.',
    dayExpected: 'A date is needed here: choose it in the calendar or type it.',
    notADay: 'There is no such date. Choose a day in the calendar or type it, for example 31.12.2026.',
    dayOutside: (from, to) => `A day from ${from} to ${to} is needed.`,
    notATime: 'A time is needed here, for example 18:30.',
    timePassed: 'This time has passed.',
    chooseAbove: 'Choose one of the buttons.',
    pressAButton: 'Check your answers and press one of the buttons.',
  },

  registration: {
    title: 'Registration',
    summary: html`Please check that all is correct:`,
    cancelled: html`The registration is cancelled. You can start it again at any time.`,
    done: (name, studio) => html`🎉 Done, ${name}! You are registered at <b>${studio}</b>.`,
  },

  personalData: {
    title: 'My details',
    editTitle: (label) => `My details · ${label}`,
    hint: html`Press what to change:`,
    now: (value) => html`Now: ${value}`,
    saved: (label) => html`✅ ${label}: saved.`,
    cleared: (label) => html`✅ ${label}: removed.`,
    unchanged: html`Nothing has changed.`,
    savePhoto: html`Save this photo? You may send another one.`,
  },

  membership: {
    title: 'My membership',
    status: {
      active: html`🟢 Your membership is active`,
      frozen: html`❄️ Your membership is frozen`,
      upcoming: html`🕒 Your membership starts soon`,
      expired: html`⚪️ Your membership is over`,
      new: html`You have no membership yet. Contact the studio to buy one.`,
    },
    usedUp: html`⚪️ The visits of your membership are used up`,
    renew: html`Contact the studio to renew your membership.`,
    daysLeft: (days) => html`Left: <b>${pluralDays(days, 'en')}</b>`,
    lastDay: (day) => html`Last paid day: <b>${day}</b>`,
    frozenUntil: (day) => html`Frozen until ${day} inclusive`,
    closedUntil: (day, reason) =>
      html`🔒 Closed until ${day} inclusive: ${reason}. These days of your membership are not used up.`,
    owed: (amount) => html`Left to pay: <b>${amount}</b>`,
    visits: (used, limit) => html`Visits: ${used} of ${limit} (${Math.max(limit - used, 0)} left)`,
    visitCount: (count) => html`You have made ${count} ${plural(count, 'en', VISITS)} in all.`,
    current: 'Now',
    next: 'Next',
    past: 'Earlier memberships',
    freezes: 'Freezes',
    freeze: 'Freeze',
    history: 'History of memberships',
    refunded: (day) => `refunded ${day}`,
    transferred: (day) => `rest transferred ${day}`,
    withoutPlan: (term) => `Membership of ${term}`,
    earlier: (count) => html`…and ${count} more before`,
  },

  ...enClient,
  ...enStaff,
};
