import { z } from 'zod';
import type { Reply, Screen } from './flows/flow.js';
import type { Html } from './html.js';
import type { ShownScreen } from './sessions.js';

const inlineKeyboardSchema = z.object({
  kind: z.literal('inline'),
  rows: z.array(
    z.array(
      z.union([z.object({ text: z.string(), data: z.string() }), z.object({ text: z.string(), url: z.string() })]),
    ),
  ),
});
const keyboardSchema = z.discriminatedUnion('kind', [
  inlineKeyboardSchema,
  z.object({
    kind: z.literal('reply'),
    rows: z.array(z.array(z.object({ text: z.string(), requestsContact: z.boolean().optional() }))),
  }),
  z.object({ kind: z.literal('remove') }),
]);

/** One call of the Bot API. All but `send` may be repeated without anybody seeing it. */
export const operationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('edit'),
    messageId: z.number(),
    text: z.string(),
    keyboard: inlineKeyboardSchema.optional(),
    isAside: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('removeButtons'), messageId: z.number() }),
  z.object({
    kind: z.literal('send'),
    text: z.string(),
    keyboard: keyboardSchema.optional(),
    photoFileId: z.string().optional(),
    /** Its buttons do not become those of the chat's screen. */
    isAside: z.boolean().optional(),
  }),
]);
export type Operation = z.infer<typeof operationSchema>;

/** The message whose button was pressed; only a text message can get another text. */
export interface PressedMessage {
  messageId: number;
  isEditable: boolean;
}

interface Surroundings {
  /** What the chat shows now. */
  shown: ShownScreen;
  pressed: PressedMessage | null;
  /** Said when a reply keyboard has to go and the reply has no line to send it away with. */
  fallbackNotice: Html;
}

/** What the message with the pressed button turns into; `bare`: it only loses its buttons. */
type PressedFate = 'notice' | 'screen' | 'bare';

/**
 * How a reply gets into the chat: a pressed message turns into the notice or else into the new screen, former screens
 * lose their buttons, and a reply keyboard whose question is over is taken away.
 */
export function planOperations(reply: Reply, surroundings: Surroundings): Operation[] {
  const { shown, pressed } = surroundings;
  if (!reply.place || !reply.screen || !pressed) return planScreen(reply, surroundings);
  return planAside(reply.screen, reply.place, pressed, shown);
}

/** Only the pressed message takes part: a question that waits elsewhere keeps its buttons. */
function planAside(
  screen: Screen,
  place: NonNullable<Reply['place']>,
  pressed: PressedMessage,
  shown: ShownScreen,
): Operation[] {
  const aside = shown.messageId === pressed.messageId ? {} : { isAside: true };
  if (place === 'pressed' && pressed.isEditable) return [{ ...show(screen, pressed), ...aside }];
  const message: Operation = { ...show(screen, null), isAside: true };
  return place === 'beside' ? [message] : [{ kind: 'removeButtons', messageId: pressed.messageId }, message];
}

function planScreen(reply: Reply, { shown, pressed, fallbackNotice }: Surroundings): Operation[] {
  const { screen, exhibit } = reply;
  const takesKeyboard = shown.hasReplyKeyboard && reply.dialogue !== 'kept' && screen?.keyboard?.kind !== 'reply';
  const notice = reply.notice ?? (takesKeyboard ? fallbackNotice : null);
  // Only a new message can take a reply keyboard away.
  const becomes = takesKeyboard ? 'bare' : pressedBecomes(notice, exhibit ? undefined : screen, pressed);
  const noticeTarget = becomes === 'notice' ? pressed : null;
  const screenTarget = becomes === 'screen' ? pressed : null;
  return [
    ...withoutButtons(screen ? shown.messageId : null, pressed, becomes),
    ...(notice ? [tell(notice, noticeTarget, takesKeyboard)] : []),
    ...(exhibit ? [{ ...show(exhibit, null), isAside: true }] : []),
    ...(screen ? [show(screen, screenTarget)] : []),
  ];
}

/** Former buttons that would be stale from now on. */
function withoutButtons(formerId: number | null, pressed: PressedMessage | null, becomes: PressedFate): Operation[] {
  const messageIds = [
    formerId !== null && formerId !== pressed?.messageId ? formerId : null,
    pressed && becomes === 'bare' ? pressed.messageId : null,
  ];
  return messageIds.filter((id) => id !== null).map((messageId) => ({ kind: 'removeButtons', messageId }));
}

function tell({ source }: Html, target: PressedMessage | null, takesKeyboard: boolean): Operation {
  if (target) return { kind: 'edit', messageId: target.messageId, text: source };
  return { kind: 'send', text: source, ...(takesKeyboard && { keyboard: { kind: 'remove' } }) };
}

function show(screen: Screen, target: PressedMessage | null): Extract<Operation, { kind: 'edit' | 'send' }> {
  const { text, keyboard, photoFileId } = screen;
  if (target) {
    return {
      kind: 'edit',
      messageId: target.messageId,
      text: text.source,
      ...(keyboard?.kind === 'inline' && { keyboard }),
    };
  }
  return {
    kind: 'send',
    text: text.source,
    ...(keyboard && { keyboard }),
    ...(photoFileId !== undefined && { photoFileId }),
  };
}

function pressedBecomes(notice: Html | null, screen: Screen | undefined, pressed: PressedMessage | null): PressedFate {
  if (!pressed?.isEditable) return 'bare';
  if (notice) return 'notice';
  const isPlain = screen && screen.keyboard?.kind !== 'reply' && screen.photoFileId === undefined;
  return isPlain ? 'screen' : 'bare';
}

/** What the chat shows after an operation; `sentId` is null when nobody knows the id of the new message. */
export function shownAfter(shown: ShownScreen, operation: Operation, sentId: number | null): ShownScreen {
  if ('isAside' in operation && operation.isAside) return shown;
  switch (operation.kind) {
    case 'edit':
      // A message that could not be edited was sent anew.
      if (operation.keyboard) return { ...shown, messageId: sentId ?? operation.messageId };
      return shown.messageId === operation.messageId ? { ...shown, messageId: null } : shown;
    case 'removeButtons':
      return shown.messageId === operation.messageId ? { ...shown, messageId: null } : shown;
    case 'send':
      if (operation.keyboard?.kind === 'inline') return { ...shown, messageId: sentId };
      if (operation.keyboard?.kind === 'reply') return { messageId: null, hasReplyKeyboard: true };
      if (operation.keyboard?.kind === 'remove') return { ...shown, hasReplyKeyboard: false };
      return shown;
  }
}
