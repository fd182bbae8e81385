import { z } from 'zod';
import { idSchema } from '../contract/primitives.js';
import { cleanLine } from '../lib/person-name.js';
import { STAFF_ROLES } from './staff.entity.js';

const line = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform(cleanLine)
    .pipe(z.string().min(1).max(max));

export const staffSchema = z.object({
  email: line(190)
    .transform((text) => text.toLowerCase())
    .pipe(z.email().max(190)),
  name: line(100),
  role: z.enum(STAFF_ROLES),
  /** Whose groups a person of role `coach` sees; a coach's login without it sees none. */
  coachId: idSchema.nullable().optional(),
});

/** Not cleaned: a password is taken as typed. Its strength is judged together with the e-mail. */
export const passwordSchema = z.string();

/** A coach's login sees the groups of one coach, and is no use without. */
export const invitedStaffSchema = staffSchema.refine(({ role, coachId }) => role !== 'coach' || Boolean(coachId), {
  path: ['coachId'],
  error: 'required',
});

/** What people change of their own account. */
export const ownNameSchema = staffSchema.pick({ name: true });
export const ownPasswordSchema = z.object({ oldPassword: passwordSchema, password: passwordSchema });

export const newStaffSchema = staffSchema.extend({ password: passwordSchema });
/** An empty password field of the form leaves the password as it is. */
export const staffPatchSchema = staffSchema.partial().extend({ password: passwordSchema.nullable().optional() });
