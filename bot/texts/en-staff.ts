import { plural } from '../../src/lib/wording.js';
import { html, joinLines } from '../html.js';
import type { ruStaff } from './ru-staff.js';

const PEOPLE = { one: 'person', other: 'people' };
const FOUND = { one: 'client', other: 'clients' };

export const enStaff: typeof ruStaff = {
  sessions: {
    title: 'My sessions',
    today: 'Today',
    hint: html`Today and the next seven days. Press a session to mark who came.`,
    none: html`No sessions in the next seven days.`,
  },

  roster: {
    counts: (invited, joined, attended) => html`Invited: ${invited} · will come: ${joined} · came: <b>${attended}</b>`,
    listed: (people, attended) => html`In the group: ${people} · came: <b>${attended}</b>`,
    hint: html`Press a name to mark that they came, and once more to take it back. 🙋 will come, 🚫 can’t.`,
    closed: html`🔒 The session is closed. It can be opened again within two hours.`,
    cancelled: html`🚫 The session is cancelled.`,
    empty: html`Nobody is invited.`,
    close: '🔒 Close the session',
    reopen: '🔓 Open it again',
  },

  session: {
    title: 'Start a session',
    askGroup: html`Which group?`,
    askCoach: html`Who leads it? The usual coach has a star.`,
    askWhen: html`When does it begin?`,
    askDay: html`On which day?`,
    askTime: (day) => html`${day}, at what time? Choose the hour or type the time, for example 18:30.`,
    askLink: html`Send the link if the session is online, or press “In the hall”.`,
    badLink: 'A link starting with http:// or https:// is needed.',
    now: '▶️ Now',
    usual: (time) => `🕒 Today at ${time}`,
    otherTime: '📅 Another time',
    inHall: 'In the hall',
    time: 'Begins',
    link: 'Place',
    willInvite: (people, reachable) =>
      joinLines([
        html`To be invited: <b>${people} ${plural(people, 'en', PEOPLE)}</b> with an active membership.`,
        people === reachable ? null : html`The bot can reach ${reachable} of them.`,
      ]),
    confirm: '✅ Start and invite',
    done: html`✅ <b>The session is made</b>`,
    invited: (count, unreachable) =>
      joinLines([
        html`Invited: <b>${count} ${plural(count, 'en', PEOPLE)}</b>.`,
        unreachable > 0 ? html`The bot can’t write to ${unreachable} of them: please call.` : null,
      ]),
    roster: '👥 Who will come',
    cancelled: html`No session was made.`,
  },

  broadcast: {
    title: 'Broadcast',
    askAudience: html`To whom?`,
    audiences: {
      all: 'All clients',
      active: 'With an active membership',
      inactive: 'Without an active membership',
      expiring: 'Whose membership ends soon',
      group: 'One group…',
    },
    askMembers: (group) => html`Group <b>${group}</b>: to whom?`,
    wholeGroup: 'The whole group',
    activeOfGroup: 'Only with an active membership',
    groupName: (group, activeOnly) => (activeOnly ? `Group “${group}”, active memberships` : `Group “${group}”`),
    size: (audience, reachable) => html`${audience}: <b>${reachable} ${plural(reachable, 'en', PEOPLE)}</b>`,
    leftOut: (withoutTelegram, blocked, optedOut) =>
      html`Left out: no Telegram — ${withoutTelegram}, blocked the bot — ${blocked}, want no news — ${optedOut}`,
    nobody: 'The bot can write to none of these people. Choose others.',
    askContent: joinLines([
      html`Send a text, or a photo with a caption. Bold, italic and links are kept.`,
      html`<code>{firstName}</code> becomes the name of whoever gets it.`,
    ]),
    contentExpected: 'A text or a photo with a caption is needed here.',
    unknownPlaceholder: (name) => `There is no placeholder {${name}}: only {firstName} and {lastName}.`,
    tooLong: (max) => `Too long: ${max} characters at most.`,
    askDecision: html`This is how people will see it. Send it? To change it, send another one.`,
    stopButton: 'Stop these messages',
    sendNow: (count) => `✅ Send now (${count})`,
    sendLater: '🕒 Schedule',
    askDay: html`On which day shall it be sent?`,
    willStart: (moment) => html`Sending begins: <b>${moment}</b>`,
    schedule: '✅ Schedule',
    cancelled: html`The broadcast was not sent.`,
  },

  progress: {
    title: 'Broadcast',
    status: {
      draft: 'draft',
      scheduled: '🕒 scheduled',
      preparing: '⏳ being prepared',
      running: '📤 being sent',
      paused: '⏸ paused',
      done: '✅ done',
      cancelled: '✖️ cancelled',
    },
    refused: html`Telegram does not take this text. Correct it in a new broadcast.`,
    sent: (sent, total) => html`Sent: <b>${sent}</b> of ${total}`,
    failed: (count) => html`Not delivered: ${count}`,
    unknown: (count) => html`May or may not have arrived: ${count}`,
    skipped: (count) => html`Left out: ${count}`,
    pending: (count) => html`To go: ${count}`,
    pace: (perSecond, minutes) => html`≈ ${Math.round(perSecond)} a second, about ${minutes} min left`,
    pause: '⏸ Pause',
    resume: '▶️ Go on',
    cancel: '✖️ Cancel',
    askStop: html`Cancel the broadcast? Whoever has got it keeps it.`,
    stop: '✖️ Yes, cancel it',
    dontStop: '← No',
  },

  numbers: {
    title: 'Today',
    labels: {
      revenue: 'Revenue',
      visits: 'Visits',
      payments: 'Sales',
      newClients: 'New clients',
      misses: 'Misses',
      active: 'Active clients',
      frozen: 'Frozen',
    },
    compared: html`Yesterday in brackets.`,
  },

  find: {
    title: 'Find a client',
    ask: html`Type a part of the name or digits of the phone.`,
    found: (query, count) => html`“${query}”: ${count} ${plural(count, 'en', FOUND)}. You may type something else.`,
    nobody: (query) => html`Nobody fits “${query}”. Try something else.`,
    tooMany: (query, shown) => html`Too many fit “${query}”; the first ${shown}. Be more precise.`,
    marks: { active: '🟢', frozen: '❄️', upcoming: '🕒', expired: '⚪️', new: '🆕', archived: '🗄' },
  },

  card: {
    renew: '💳 Renew',
    markVisit: '✅ Mark a visit',
    findAnother: '🔍 Find another',
    visitMarked: html`✅ Today’s visit is marked.`,
    noTelegram: html`No Telegram linked`,
    noMembership: html`No membership yet`,
    visits: (count) => html`Visits in all: ${count}`,
  },

  renew: {
    title: (name) => `Renewal · ${name}`,
    askPlan: html`Which plan?`,
    offer: (plan, price, range) =>
      joinLines([html`<b>${plan}</b>`, html`Days: <b>${range}</b>`, html`Price: <b>${price}</b>`]),
    askMethod: html`How was it paid?`,
    paidBy: (method) => html`Paid by: <b>${method}</b>. All correct?`,
    methods: { cash: 'Cash', card: 'Card', transfer: 'Transfer', other: 'Other' },
    confirm: '✅ Renew',
    done: (range) => html`✅ Renewed: <b>${range}</b>.`,
    cancelled: html`The membership was not renewed.`,
  },
};
