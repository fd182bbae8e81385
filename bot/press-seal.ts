import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_BYTES = 9;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Menus stay in a chat for long; an invitation is over within days. */
const LIFETIME_DAYS = 30;
const INVITATION_DAYS = 8;

/** A press that was sealed for this person, or why it counts as none. */
export type Unsealed = { press: string } | { refused: 'forged' | 'expired' };

/**
 * Signs what buttons carry: `<press>.<expiry>.<mac>`, the expiry in minutes since 1970, base 36. Whoever makes up a press,
 * or uses that of somebody else's button, has no mac that fits; the two can't be told apart.
 */
export class PressSeal {
  private readonly key: Buffer;

  constructor(
    secret: string,
    private readonly botId: number,
    private readonly now: () => number,
  ) {
    this.key = createHmac('sha256', secret).update('buttons of the bot').digest();
  }

  /** Adds 20 bytes, so that a press may have 44. */
  seal(press: string, personId: number): string {
    const days = /^(join|decline):/.test(press) ? INVITATION_DAYS : LIFETIME_DAYS;
    const expiry = (Math.floor(this.now() / MINUTE_MS) + days * DAY_MINUTES).toString(36);
    return `${press}.${expiry}.${this.mac(press, expiry, personId).toString('base64url')}`;
  }

  unseal(data: string, personId: number): Unsealed {
    const parts = /^(.+)\.([0-9a-z]{1,8})\.([\w-]{12})$/s.exec(data);
    if (!parts) return { refused: 'forged' };
    const [, press = '', expiry = '', mac = ''] = parts;
    const given = Buffer.from(mac, 'base64url');
    const expected = this.mac(press, expiry, personId);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { refused: 'forged' };
    return parseInt(expiry, 36) * MINUTE_MS <= this.now() ? { refused: 'expired' } : { press };
  }

  private mac(press: string, expiry: string, personId: number): Buffer {
    const text = [this.botId, personId, expiry, press].join('\n');
    return createHmac('sha256', this.key).update(text).digest().subarray(0, MAC_BYTES);
  }
}
