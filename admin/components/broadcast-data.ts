import type { AudienceSize, BroadcastView } from '../../src/contract/broadcasts.js';

export interface ChosenAudience {
  kind: BroadcastView['audience']['kind'];
  groupId: number | null;
  activeOnly: boolean;
}

/** The answer of the action `form` or `draft`. */
export interface BroadcastFormData {
  groups: { id: number; name: string }[];
  /** Null = a new one. */
  broadcast: { id: number; text: string; audience: ChosenAudience; hasPhoto: boolean; version: number } | null;
}

/** What a form is told while it is filled in. */
export interface BroadcastPreview {
  size: AudienceSize;
  textError: string | null;
}

/** The answer of the broadcast's action `progress`. */
export interface BroadcastCardData extends BroadcastView {
  groupName: string | null;
  /** It is running, and nothing of it is sent before: quiet hours, or Telegram asked to wait. */
  heldUntil: string | null;
  /** Before it has begun: whom it would reach now. */
  size: AudienceSize | null;
  /** Telegram ids to whom it may be sent as a try. */
  admins: string[];
  /** The studio's day and time. */
  today: string;
  now: string;
  may: Record<'start' | 'edit' | 'test' | 'pause' | 'resume' | 'cancel' | 'resend', boolean>;
}

export interface ShownRecipient {
  id: number;
  clientId: number;
  name: string;
  phone: string | null;
  status: string;
  error: string | null;
  sentAt: string | null;
}
