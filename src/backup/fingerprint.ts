import { createHash } from 'node:crypto';
import type { PortableRow } from './portable-values.rules.js';

const LIMIT = 2n ** 128n;

/** How many rows, and a sum over all of their contents. */
export interface Fingerprint {
  rows: number;
  checksum: string;
}

/** The order of the rows does not matter: databases sort texts in ways of their own. */
export class FingerprintSum {
  private rows = 0;
  private sum = 0n;

  add(row: PortableRow): void {
    const digest = createHash('sha256').update(JSON.stringify(row)).digest('hex');
    this.rows += 1;
    this.sum = (this.sum + BigInt(`0x${digest.slice(0, 32)}`)) % LIMIT;
  }

  result(): Fingerprint {
    return { rows: this.rows, checksum: this.sum.toString(16).padStart(32, '0') };
  }
}

export function isSame(one: Fingerprint, other: Fingerprint): boolean {
  return one.rows === other.rows && one.checksum === other.checksum;
}
