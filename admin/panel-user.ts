import type { CurrentAdmin } from 'adminjs';
import type { Request } from 'express';
import type { Actor } from '../src/audit/actor.js';
import type { Language } from '../src/lib/wording.js';
import type { StaffRole } from '../src/staff/staff.entity.js';

/** Who is logged in, re-read from the database at every request; also what the pages know about the studio. */
export interface PanelUser extends CurrentAdmin {
  email: string;
  title: string;
  staffId: number;
  role: StaffRole;
  /** Whose groups a person of role `coach` sees. */
  coachId: number | null;
  language: Language;
  currency: string;
  timeZone: string;
  /** The password was generated: nothing else is done before it is changed. */
  mustChangePassword: boolean;
}

export function isPanelUser(admin: CurrentAdmin | undefined): admin is PanelUser {
  return admin !== undefined && typeof admin.staffId === 'number' && typeof admin.role === 'string';
}

/** Throws when nobody is logged in: the session guard lets no such request come this far. */
export function panelUserOf(admin: CurrentAdmin | undefined): PanelUser {
  if (!isPanelUser(admin)) throw new Error('a panel action was reached without a login');
  return admin;
}

/** Who sends the request; behind the session guard there is somebody. */
export function senderOf(request: Request): PanelUser {
  return panelUserOf((request.session as unknown as { adminUser?: PanelUser }).adminUser);
}

export function actorOf(user: PanelUser): Actor {
  return { kind: 'staff', id: user.staffId, name: user.title, role: user.role, telegram: null };
}
