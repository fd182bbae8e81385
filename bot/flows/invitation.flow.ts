import type { AcceptedInvitation } from '../../src/contract/sessions.js';
import { writePress } from '../callback-data.js';
import { html, joinLines, joinParagraphs } from '../html.js';
import { inlineKeyboard, type InlineButton } from '../keyboards.js';
import { asRefusal, refusalText } from './crm-refusal.js';
import type { Context, Reply, Screen } from './flow.js';
import { destinationButton } from './menu.flow.js';
import { momentOf } from './when.js';

/** After these refusals the buttons of the invitation can do nothing any more. */
const OVER = ['invitation_expired', 'session_cancelled', 'not_your_invitation', 'not_found'];

/** Join or Can't come: the invitation itself turns into the answer. Whatever else is going on in the chat goes on. */
export async function answerInvitation(context: Context, id: number, answer: 'accept' | 'decline'): Promise<Reply> {
  try {
    const invitation = await context.api.answerInvitation(id, answer);
    return { dialogue: 'kept', place: 'pressed', screen: answered(context, id, answer, invitation) };
  } catch (error) {
    const refusal = asRefusal(error);
    const text = html`⚠️ ${refusalText(context, refusal)}`;
    if (OVER.includes(refusal.code)) return { dialogue: 'kept', place: 'below', screen: { text } };
    const keyboard = inlineKeyboard(
      refusal.code === 'client_not_active' ? [destinationButton(context.texts, 'membership')] : [],
    );
    return { dialogue: 'kept', place: 'beside', screen: { text, keyboard } };
  }
}

function answered(
  { texts, language, clock }: Context,
  id: number,
  answer: 'accept' | 'decline',
  { session, link }: AcceptedInvitation,
): Screen {
  const head = joinLines([
    html`<b>${session.groupName}</b>`,
    html`${momentOf({ language, clock }, session.startsAt)}`,
    html`${texts.timetable.coach}: ${session.coachName}`,
  ]);
  if (answer === 'decline') {
    const back: InlineButton = { text: texts.invitation.joinAfterAll, data: writePress({ kind: 'join', id }) };
    return { text: joinParagraphs([head, texts.invitation.declined]), keyboard: inlineKeyboard([back]) };
  }
  const enter: InlineButton[] = link === null ? [] : [{ text: texts.invitation.enter, url: link }];
  const leave: InlineButton = { text: texts.invitation.decline, data: writePress({ kind: 'decline', id }) };
  return {
    text: joinParagraphs([head, link === null ? texts.invitation.joined : texts.invitation.joinedOnline]),
    keyboard: inlineKeyboard(enter, [leave]),
  };
}
