import type { Invitation } from './invitation.entity.js';

/** Both are stored in the settings. `joining`: who presses Join has come; `coach`: the coach says who came. */
export const ATTENDANCE_BY = ['joining', 'coach'] as const;

/** The outbox's key of the message that asks the client; a pressed button proves that it arrived. */
export function invitationKey(invitationId: number): string {
  return `invitation:${invitationId}`;
}

/**
 * Until when it can be answered: so many minutes after it was sent, but never before the session begins. What was sent in
 * the morning for the evening works all day.
 */
export function invitationExpiry(sentAt: Date, startsAt: Date, minutes: number): Date {
  return new Date(Math.max(sentAt.getTime() + minutes * 60_000, startsAt.getTime()));
}

/** Whether the client may still answer, or change the answer. */
export function isOpen({ status, expiresAt }: Pick<Invitation, 'status' | 'expiresAt'>, now: Date): boolean {
  return status !== 'expired' && now < expiresAt;
}
