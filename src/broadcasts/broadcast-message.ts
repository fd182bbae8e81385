import type { DeliveryPayload } from '../contract/deliveries.js';
import { fillTemplate } from '../lib/message-template.js';
import { checkTelegramHtml } from '../lib/telegram-html.js';
import type { Language } from '../lib/wording.js';

/** Characters of what people see: https://core.telegram.org/bots/api#sendmessage, #sendphoto */
export const MAX_TEXT_LENGTH = 4096;
export const MAX_CAPTION_LENGTH = 1024;

/** What a text may name of the person who gets it. */
export interface Addressee {
  firstName: string;
  lastName: string;
}

export const PLACEHOLDERS: readonly (keyof Addressee)[] = ['firstName', 'lastName'];
export const NOBODY: Addressee = { firstName: '', lastName: '' };

const STOP_WORDS: Readonly<Record<Language, string>> = {
  ru: 'Не присылать рассылки',
  en: 'Stop these messages',
};

export interface BroadcastContent {
  id: number;
  text: string;
  hasPhoto: boolean;
}

export function maxLength(hasPhoto: boolean): number {
  return hasPhoto ? MAX_CAPTION_LENGTH : MAX_TEXT_LENGTH;
}

/** One person's message of a broadcast, with the button that ends them for this person. */
export function broadcastMessage(content: BroadcastContent, person: Addressee, language: Language): DeliveryPayload {
  const { id, text, hasPhoto } = content;
  return {
    text: fillFor(text, person, maxLength(hasPhoto)),
    buttons: [[{ kind: 'stop_broadcasts', text: STOP_WORDS[language] }]],
    ...(hasPhoto && { photoOf: id }),
  };
}

/** A name that makes the text too long for Telegram is left out rather than the message. */
function fillFor(text: string, { firstName, lastName }: Addressee, max: number): string {
  const filled = fillTemplate(text, { firstName, lastName });
  if (filled.length <= max) return filled;
  const checked = checkTelegramHtml(filled);
  return 'length' in checked && checked.length <= max ? filled : fillTemplate(text, { ...NOBODY });
}
