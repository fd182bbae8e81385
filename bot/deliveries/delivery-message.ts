import type { ClaimedDelivery, DeliveryButton } from '../../src/contract/deliveries.js';
import { writePress } from '../callback-data.js';
import { inlineKeyboard, type InlineButton } from '../keyboards.js';
import type { OutgoingMessage } from '../telegram.js';

/** The message that a delivery stands for. */
export function messageOf({ chatId, payload }: ClaimedDelivery): OutgoingMessage {
  const { text, buttons } = payload;
  return {
    chatId: Number(chatId),
    text,
    ...(buttons.length > 0 && { keyboard: inlineKeyboard(...buttons.map((row) => row.map(toButton))) }),
  };
}

function toButton(button: DeliveryButton): InlineButton {
  const { text } = button;
  switch (button.kind) {
    case 'join':
    case 'decline':
      return { text, data: writePress({ kind: button.kind, id: button.invitationId }) };
    case 'roster':
      return { text, data: writePress({ kind: 'roster', id: button.sessionId, page: 0 }) };
    case 'membership':
      return { text, data: writePress({ kind: 'go', destination: 'membership' }) };
    case 'stop_broadcasts':
      return { text, data: writePress({ kind: 'stop' }) };
    case 'url':
      return { text, url: button.url };
  }
}
