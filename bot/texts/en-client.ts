import { plural } from '../../src/lib/wording.js';
import { html, joinLines, joinParagraphs } from '../html.js';
import type { ruClient } from './ru-client.js';

const VISITS = { one: 'visit', other: 'visits' };

export const enClient: typeof ruClient = {
  freeze: {
    title: 'Freeze',
    meaning: html`Frozen days do not use up your membership: it ends later by as many days.`,
    daysLeft: (days) => html`Left on your plan: <b>${days}</b>`,
    atLeast: (days) => html`At least: ${days}`,
    atMost: (days) => html`At most: ${days}`,
    reasons: {
      freeze_count_used_up: 'Your plan has no freezes left.',
      freeze_needs_notice: 'A freeze has to be announced some days before, and your membership ends too soon for that.',
      freeze_not_covered: 'No day on which a freeze could begin is left on your membership.',
    },
    notNow: 'Your membership can’t be frozen now. Please contact the studio.',
    askStart: html`From which day? Choose it in the calendar or type a date.`,
    askEnd: (start) =>
      html`First day: <b>${start}</b>. Until which day, inclusive? Choose the last day or type the number of days.`,
    summary: (range, days) => html`Freeze: <b>${range}</b> (${days})`,
    membershipMoves: html`Your membership moves:`,
    membershipMoved: html`Your membership has moved:`,
    moves: (before, after) => html`• ${before} → <b>${after}</b>`,
    nothingMoves: html`The dates of your membership stay the same.`,
    invitedThen: html`You are invited to sessions on these days:`,
    confirm: '❄️ Freeze',
    done: (range) => html`❄️ Your membership is frozen: <b>${range}</b>.`,
    cancelled: html`Nothing was frozen.`,
    running: (range) => html`❄️ Your membership is frozen: <b>${range}</b>. Back earlier? End the freeze today.`,
    ahead: (range) => html`❄️ A freeze is planned: <b>${range}</b>. Until it begins it can be cancelled.`,
    comeBack: '💪 I am back',
    undo: '✖️ Cancel the freeze',
    yesBack: '💪 Yes, I am back',
    yesUndo: '✅ Yes, cancel the freeze',
    askBack: (range, unused) =>
      joinLines([
        html`Freeze: <b>${range}</b>.`,
        html`End it today? Today is a training day again.`,
        html`What is left of it (${unused}) is not added to your membership, so it ends earlier.`,
      ]),
    askUndo: (range) => html`Cancel the freeze <b>${range}</b>? Your membership gets its former dates back.`,
    back: html`💪 Welcome back! The freeze has ended.`,
    undone: html`✅ The freeze is cancelled.`,
    stays: html`The freeze stays as it was.`,
  },

  visits: {
    title: 'My visits',
    none: html`No visits yet.`,
  },

  timetable: {
    title: 'Timetable',
    group: 'Group',
    usually: 'Usually',
    coach: 'Coach',
    noGroup: html`You are not in a group yet. Contact the studio to join one.`,
    noSessions: html`No sessions are planned for the next two weeks yet.`,
    cancelled: '🚫 cancelled',
    attended: '✅ you came',
    answers: {
      sent: '✉️ you are invited',
      accepted: '🙋 you will come',
      declined: '🚫 you can’t come',
      expired: 'the invitation is no longer active',
    },
  },

  invitation: {
    joinAt: (moment) => `✅ Join: ${moment}`,
    declineAt: (moment) => `🚫 Can’t come: ${moment}`,
    decline: '🚫 Can’t come',
    joinAfterAll: '✅ I will come after all',
    enter: '▶️ Enter the session',
    joined: html`✅ You are in. See you there!`,
    joinedOnline: html`✅ You are in. The button below leads to the session.`,
    declined: html`All right, without you this time.`,
  },

  settings: {
    title: 'Settings',
    language: 'Language',
    broadcastsOn: html`News of the studio: <b>on</b>`,
    broadcastsOff: html`News of the studio: <b>off</b>. Invitations and important messages always come.`,
    stop: '🔕 Stop the news',
    resume: '🔔 Send the news again',
    stopped: html`🔕 No more news. Invitations and important messages still come.`,
    resumed: html`🔔 The news will come again.`,
  },

  privacy: {
    title: 'What the studio keeps about you',
    memberships: (memberships, freezes) =>
      joinLines([html`Memberships and payments: ${memberships}.`, html`Freezes: ${freezes}.`]),
    visits: (count) => html`Sessions: ${count} ${plural(count, 'en', VISITS)} and your answers to invitations.`,
    rest: html`Also: the messages the bot has sent you, and the log of changes to your record.`,
    requested: (day) => html`🗑 On ${day} you asked to delete your data. The studio will confirm it.`,
    withdraw: '↩️ Keep my data',
  },

  erase: {
    title: 'Delete my data',
    explain: joinParagraphs([
      html`The studio will delete your name, phone, e-mail, date of birth, photo and the tie to this chat.`,
      html`The history of payments stays without your name, for the studio’s books.`,
      html`Your membership ends with that, and it can’t be undone.`,
      html`The studio confirms first; until then you can take it back.`,
    ]),
    confirm: '🗑 Yes, delete my data',
    requested: html`🗑 Asked. The studio will confirm it; until then you can take it back in the settings.`,
    askWithdraw: html`You asked to delete your data. Take that back?`,
    withdrawn: html`↩️ Taken back: your data stay.`,
    cancelled: html`Nothing has changed.`,
  },

  link: {
    title: 'Link Telegram',
    question: (name, phone) =>
      joinLines([html`Is this your record at the studio?`, html`<b>${name}</b>, phone ${phone}`]),
    confirm: '✅ Yes, that is me',
    done: (studio) => html`🎉 Done! Your membership at <b>${studio}</b> is at hand now.`,
    cancelled: html`All right, nothing was linked. If the record is not yours, please tell the studio.`,
  },
};
