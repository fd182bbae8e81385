import type { z } from 'zod';
import type { audienceSchema, BroadcastStatus } from '../contract/broadcasts.js';
import { DomainError, type FieldError } from '../errors/domain-error.js';
import { fillTemplate, placeholdersOf } from '../lib/message-template.js';
import { cleanText } from '../lib/person-name.js';
import { checkTelegramHtml } from '../lib/telegram-html.js';
import type { Audience, Broadcast } from './broadcast.entity.js';
import { maxLength, NOBODY, PLACEHOLDERS } from './broadcast-message.js';

const FARTHEST_MS = 366 * 86_400_000;

/** To whom, as it is kept. */
export interface AudienceChoice {
  audience: Audience;
  groupId: number | null;
  activeOnly: boolean;
}

/** Throws `required` naming `audience.groupId` for a group that is not named. */
export function chooseAudience({ kind, groupId, activeOnly }: z.output<typeof audienceSchema>): AudienceChoice {
  if (kind !== 'group') return { audience: kind, groupId: null, activeOnly: false };
  if (!groupId) throw DomainError.invalid([{ path: 'audience.groupId', code: 'required' }]);
  return { audience: kind, groupId, activeOnly: activeOnly ?? false };
}

/**
 * The text as it is kept. Throws `invalid_input` naming `text`: `required`, `too_long` (4096 characters of what people
 * see, 1024 under a photo), `bad_markup` naming the tag or placeholder.
 */
export function readText(input: string, hasPhoto: boolean): string {
  const text = cleanText(input);
  const fault = faultOf(text, maxLength(hasPhoto));
  if (fault) throw DomainError.invalid([{ path: 'text', ...fault }]);
  return text;
}

function faultOf(text: string, max: number): Omit<FieldError, 'path'> | null {
  const unknown = placeholdersOf(text).find((name) => !PLACEHOLDERS.some((known) => known === name));
  if (unknown !== undefined) return { code: 'bad_markup', params: { tag: `{${unknown}}` } };
  // With names and without: a word that stands in for one may have tags of its own.
  for (const person of [{ firstName: 'A', lastName: 'B' }, NOBODY]) {
    const checked = checkTelegramHtml(fillTemplate(text, { ...person }));
    if ('fault' in checked) return { code: 'bad_markup', params: { tag: checked.fault } };
    if (checked.length === 0) return { code: 'required' };
    if (person === NOBODY && checked.length > max) return { code: 'too_long', params: { max } };
  }
  return null;
}

/** Null = now: a time that is past is now too. Throws `date_too_far` naming `scheduledAt` beyond a year. */
export function readScheduledAt(input: string | null | undefined, now: Date): Date | null {
  if (!input) return null;
  const at = new Date(input);
  if (at.getTime() - now.getTime() > FARTHEST_MS) {
    throw DomainError.invalid([{ path: 'scheduledAt', code: 'date_too_far' }]);
  }
  return at > now ? at : null;
}

/** Text, audience, photo and time may be changed only before the first message is written. */
export function isEditable({ status }: Pick<Broadcast, 'status'>): boolean {
  return status === 'draft' || status === 'scheduled';
}

/** Throws `broadcast_not_editable`. */
export function requireEditable(broadcast: Pick<Broadcast, 'status'>): void {
  if (!isEditable(broadcast)) throw new DomainError('broadcast_not_editable');
}

/** Every recipient has been written: no client has a greater id. */
export const ALL_PREPARED = 2_147_483_647;

/** Where a paused broadcast goes on. */
export function resumedStatus({ cursorClientId }: Pick<Broadcast, 'cursorClientId'>): BroadcastStatus {
  return cursorClientId === ALL_PREPARED ? 'running' : 'preparing';
}
