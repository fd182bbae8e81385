import type { Destination, List } from './callback-data.js';
import { startBroadcast } from './flows/broadcast.flow.js';
import { showSessions } from './flows/coach-sessions.flow.js';
import { startErase } from './flows/erase.flow.js';
import { startFind } from './flows/find.flow.js';
import type { Context, Reply } from './flows/flow.js';
import { startFreeze } from './flows/freeze.flow.js';
import { showLanguages } from './flows/language.flow.js';
import { showMembership } from './flows/membership.flow.js';
import { showMenu } from './flows/menu.flow.js';
import { showNumbers } from './flows/numbers.flow.js';
import { showPersonalData } from './flows/personal-data.flow.js';
import { showPrivacy } from './flows/privacy.flow.js';
import { startRegistration } from './flows/registration.flow.js';
import { startSessionDialogue } from './flows/session.flow.js';
import { showSettings } from './flows/settings.flow.js';
import { showTimetable } from './flows/timetable.flow.js';
import { showHistory, showVisits } from './flows/visits.flow.js';

/** Where each destination leads; every place decides itself whom it lets in. */
const PLACES: Record<Destination, (context: Context) => Reply | Promise<Reply>> = {
  menu: (context) => showMenu(context),
  register: startRegistration,
  membership: showMembership,
  freeze: startFreeze,
  visits: (context) => showVisits(context),
  timetable: (context) => showTimetable(context),
  data: (context) => showPersonalData(context),
  settings: showSettings,
  language: showLanguages,
  privacy: showPrivacy,
  erase: startErase,
  sessions: (context) => showSessions(context),
  session: startSessionDialogue,
  broadcast: startBroadcast,
  numbers: showNumbers,
  find: startFind,
};

/** Where one goes who leaves a dialogue for a list. */
export const DESTINATION_OF_LIST: Record<List, Destination> = {
  visits: 'visits',
  timetable: 'timetable',
  sessions: 'sessions',
  history: 'membership',
};

export async function go(context: Context, destination: Destination): Promise<Reply> {
  return PLACES[destination](context);
}

/** Another page of a list. */
export function turnPage(context: Context, list: List, page: number): Promise<Reply> {
  switch (list) {
    case 'visits':
      return showVisits(context, page);
    case 'timetable':
      return showTimetable(context, page);
    case 'sessions':
      return showSessions(context, page);
    case 'history':
      return showHistory(context, page);
  }
}
