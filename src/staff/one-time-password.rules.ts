/** Letters and digits that nobody mistakes for one another, read aloud or written down. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** For how long a generated password opens the panel. */
export const ONE_TIME_DAYS = 7;

/** `k7mp-x3qd-9fvt-h2wz`: 79 random bits that can be dictated. `randomIndex` gives a whole number below its argument. */
export function generatePassword(randomIndex: (below: number) => number): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => READABLE[randomIndex(READABLE.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
