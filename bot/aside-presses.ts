import type { Press } from './callback-data.js';
import { markVisit } from './flows/card.flow.js';
import type { Context, Reply } from './flows/flow.js';
import { answerInvitation } from './flows/invitation.flow.js';
import { changeProgress } from './flows/progress.flow.js';
import { closeSession, markAttendance, reopenSession, showRoster } from './flows/roster.flow.js';
import { resumeBroadcasts, stopBroadcasts } from './flows/settings.flow.js';

type AsideKind = 'join' | 'decline' | 'roster' | 'mark' | 'close' | 'reopen' | 'visit' | 'progress' | 'stop' | 'unstop';
type AsidePress = Extract<Press, { kind: AsideKind }>;

/** Presses that change the message they stand under, whatever else waits in the chat. */
export function followAside(context: Context, press: AsidePress): Promise<Reply> {
  switch (press.kind) {
    case 'join':
      return answerInvitation(context, press.id, 'accept');
    case 'decline':
      return answerInvitation(context, press.id, 'decline');
    case 'roster':
      return showRoster(context, press.id, press.page);
    case 'mark':
      return markAttendance(context, press);
    case 'close':
      return closeSession(context, press.id);
    case 'reopen':
      return reopenSession(context, press.id);
    case 'visit':
      return markVisit(context, press.id);
    case 'progress':
      return changeProgress(context, press.id, press.action);
    case 'stop':
      return stopBroadcasts(context);
    case 'unstop':
      return resumeBroadcasts(context);
  }
}
