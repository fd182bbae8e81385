import type { BroadcastStatus, BroadcastView } from '../../src/contract/broadcasts.js';
import { writePress, type BroadcastAction } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard, type InlineButton } from '../keyboards.js';
import { asRefusal, refusalText } from './crm-refusal.js';
import type { Context, Reply, Screen } from './flow.js';
import { menuRow } from './menu.flow.js';
import { momentOf } from './when.js';

const BAR_LENGTH = 10;
/** Before that the pace says nothing; and one that has waited for hours has none. */
const TELLING_SECONDS = 3;
const SLOWEST_PER_SECOND = 0.5;

/** How far a broadcast is; the message is kept up to date while it runs. */
export async function showProgress(context: Context, id: number): Promise<Reply> {
  const broadcast = await context.api.getBroadcast(id);
  return { dialogue: 'ended', screen: progressScreen(context, broadcast), ...following(broadcast) };
}

/** Refresh, pause, resume, cancel: in the message itself. */
export async function changeProgress(context: Context, id: number, action: BroadcastAction): Promise<Reply> {
  if (action === 'cancel') return askToStop(context, id);
  try {
    const broadcast = await act(context, id, action);
    return { dialogue: 'kept', place: 'pressed', screen: progressScreen(context, broadcast), ...following(broadcast) };
  } catch (error) {
    return explain(context, id, error);
  }
}

function act({ api }: Context, id: number, action: Exclude<BroadcastAction, 'cancel'>): Promise<BroadcastView> {
  if (action === 'show') return api.getBroadcast(id);
  return api.changeBroadcast(id, action === 'stop' ? 'cancel' : action);
}

/** It has ended meanwhile, or the person may not see it any more. */
async function explain(context: Context, id: number, error: unknown): Promise<Reply> {
  const refusal = asRefusal(error);
  const warning = html`⚠️ ${refusalText(context, refusal)}`;
  if (refusal.code !== 'broadcast_not_running') return { dialogue: 'kept', place: 'below', screen: { text: warning } };
  const screen = progressScreen(context, await context.api.getBroadcast(id));
  return {
    dialogue: 'kept',
    place: 'pressed',
    screen: { ...screen, text: joinParagraphs([warning, screen.text]) },
  };
}

function askToStop({ texts }: Context, id: number): Reply {
  const keyboard = inlineKeyboard([
    { text: texts.progress.stop, data: writePress({ kind: 'progress', id, action: 'stop' }) },
    { text: texts.progress.dontStop, data: writePress({ kind: 'progress', id, action: 'show' }) },
  ]);
  return { dialogue: 'kept', place: 'pressed', screen: { text: texts.progress.askStop, keyboard } };
}

function following({ id, status }: BroadcastView): { follows?: number } {
  return isMoving(status) ? { follows: id } : {};
}

/** Whether the numbers change by themselves. */
export function isMoving(status: BroadcastStatus): boolean {
  return status === 'preparing' || status === 'running';
}

export function progressScreen(
  context: Pick<Context, 'texts' | 'language' | 'clock'>,
  broadcast: BroadcastView,
): Screen {
  const { texts } = context;
  const { status, total, sent, failed, unknown, pending, skipped, scheduledAt, reason } = broadcast;
  const waits = status === 'scheduled' && scheduledAt !== null;
  const text = joinParagraphs([
    joinLines([
      html`<b>${texts.progress.title}</b>`,
      html`${texts.progress.status[status]}`,
      waits ? html`${momentOf(context, scheduledAt)}` : null,
      reason === null ? null : texts.progress.refused,
    ]),
    waits ? null : bar(sent + failed + unknown, total),
    waits
      ? null
      : joinLines([
          texts.progress.sent(sent, total),
          failed > 0 ? texts.progress.failed(failed) : null,
          unknown > 0 ? texts.progress.unknown(unknown) : null,
          skipped > 0 ? texts.progress.skipped(skipped) : null,
          pending > 0 && status !== 'cancelled' ? texts.progress.pending(pending) : null,
          paceLine(context, broadcast),
        ]),
  ]);
  return { text, keyboard: inlineKeyboard(...controls(context, broadcast), menuRow(texts)) };
}

/** How fast it goes, and how long it will still take at that; null while nobody can tell. */
function paceLine({ texts, clock }: Pick<Context, 'texts' | 'clock'>, broadcast: BroadcastView): Html | null {
  const { status, startedAt, sent, failed, unknown, pending } = broadcast;
  if (status !== 'running' || startedAt === null || pending === 0) return null;
  const seconds = (clock.now().getTime() - Date.parse(startedAt)) / 1000;
  const perSecond = (sent + failed + unknown) / seconds;
  if (seconds < TELLING_SECONDS || perSecond < SLOWEST_PER_SECOND) return null;
  return texts.progress.pace(perSecond, Math.ceil(pending / perSecond / 60));
}

function controls({ texts }: Pick<Context, 'texts'>, { id, status }: BroadcastView): InlineButton[][] {
  const button = (text: string, action: BroadcastAction): InlineButton => ({
    text,
    data: writePress({ kind: 'progress', id, action }),
  });
  const cancel = button(texts.progress.cancel, 'cancel');
  switch (status) {
    case 'preparing':
    case 'running':
      return [[button(texts.progress.pause, 'pause'), cancel], [button(texts.buttons.refresh, 'show')]];
    case 'paused':
      return [[button(texts.progress.resume, 'resume'), cancel]];
    case 'scheduled':
    case 'draft':
      return [[cancel, button(texts.buttons.refresh, 'show')]];
    case 'done':
    case 'cancelled':
      return [];
  }
}

/** ▓▓▓▓░░░░░░ 40% */
function bar(done: number, total: number): Html {
  const share = total === 0 ? 0 : Math.min(done / total, 1);
  const full = Math.floor(share * BAR_LENGTH);
  return html`${'▓'.repeat(full)}${'░'.repeat(BAR_LENGTH - full)} ${Math.floor(share * 100)}%`;
}
