import { describe, expect, it } from '@jest/globals';
import { deriveKey, openSealed, sealText } from '../lib/sealed-text.js';
import { hashRecoveryCode, newRecoveryCode, newTotpSecret, stepOfCode, totpAddress } from './totp.rules.js';

/** RFC 6238, appendix B: "12345678901234567890", the last six of the eight digits. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('the code of the second step', () => {
  it.each([
    ['287082', 59, 1],
    ['081804', 1111111109, 37037036],
    ['050471', 1111111111, 37037037],
    ['005924', 1234567890, 41152263],
  ])('is %s at second %i', (code, second, step) => {
    expect(stepOfCode(RFC_SECRET, code, new Date(second * 1000))).toBe(step);
  });

  it('is taken half a minute early or late, and no longer', () => {
    const at = (second: number) => stepOfCode(RFC_SECRET, '081804', new Date(second * 1000));
    expect([1111111109 - 60, 1111111109 - 30, 1111111109 + 30].map(at)).toEqual([null, 37037036, 37037036]);
    expect(at(1111111109 + 61)).toBeNull();
  });

  it.each(['', '28708', '2870822', '28708a', '２８７０８２', 'null'])('is not %j', (code) => {
    expect(stepOfCode(RFC_SECRET, code, new Date(59_000))).toBeNull();
  });

  it('may be typed with the space that the app shows', () => {
    expect(stepOfCode(RFC_SECRET, '287 082', new Date(59_000))).toBe(1);
  });

  it('comes from a secret that no other person has and an app can read', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
    expect(totpAddress(RFC_SECRET, 'Студия', 'anna@example.com')).toMatch(/^otpauth:\/\/totp\/.*secret=GEZDGNBV/);
  });
});

describe('a recovery code', () => {
  it('is found however it is typed', () => {
    const key = deriveKey('secret', 'codes');
    const code = newRecoveryCode();
    expect(code).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(hashRecoveryCode(key, ` ${code.toUpperCase().replaceAll('-', ' ')}`)).toBe(hashRecoveryCode(key, code));
    expect(hashRecoveryCode(deriveKey('other', 'codes'), code)).not.toBe(hashRecoveryCode(key, code));
  });
});

describe('a sealed text', () => {
  it('opens with its own key alone, and not when a byte of it was changed', () => {
    const key = deriveKey('secret', 'one');
    const sealed = sealText(key, RFC_SECRET);
    expect(openSealed(key, sealed)).toBe(RFC_SECRET);
    expect(openSealed(deriveKey('secret', 'other'), sealed)).toBeNull();
    expect(openSealed(key, `A${sealed.slice(1)}`.replace(/^(A+)$/, 'B'))).toBe(
      sealed.startsWith('A') ? RFC_SECRET : null,
    );
    expect(openSealed(key, 'short')).toBeNull();
    expect(sealed).not.toContain('GEZD');
  });
});
