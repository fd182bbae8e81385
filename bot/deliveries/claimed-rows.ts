import type { ClaimedDelivery, DeliveryClass } from '../../src/contract/deliveries.js';
import type { HeldBy } from '../../src/lib/rate-window.js';

interface Row {
  delivery: ClaimedDelivery;
  /** Milliseconds: by then the lease is over, and somebody else may have it. */
  dropAt: number;
  /** Milliseconds: its chat has to wait until then. */
  notBefore: number;
}

const ORDER: readonly DeliveryClass[] = ['interactive', 'invitation', 'reminder', 'bulk'];
/** A little less than the lease of a claim. */
const KEPT_MS = 50_000;

/** Claimed deliveries that were not begun yet, the urgent ones first. All times are milliseconds of one clock. */
export class ClaimedRows {
  private rows: Row[] = [];
  /** By the window, for a moment. */
  private readonly heldUntil: Record<'all' | 'bulk', number> = { all: 0, bulk: 0 };
  /** What Telegram has just asked for, and what the CRM says: it also takes a pause back. */
  private readonly bulkPausedUntil = { byTelegram: 0, byCrm: 0 };

  add(deliveries: readonly ClaimedDelivery[], now: number): void {
    this.rows.push(...deliveries.map((delivery) => ({ delivery, dropAt: now + KEPT_MS, notBefore: 0 })));
    const rank = ({ delivery }: Row) => ORDER.indexOf(delivery.class);
    this.rows.sort((a, b) => rank(a) - rank(b));
  }

  /** The next delivery that nothing holds back; null when there is none now. */
  next(now: number): ClaimedDelivery | null {
    this.rows = this.rows.filter(({ dropAt }) => dropAt > now);
    return this.rows.find((row) => this.freeAt(row) <= now)?.delivery ?? null;
  }

  /** When `next` may find one that it does not find now; null when there is none at all. */
  nextAt(): number | null {
    return this.rows.length === 0 ? null : Math.min(...this.rows.map((row) => this.freeAt(row)));
  }

  hold(delivery: ClaimedDelivery, by: HeldBy, until: number): void {
    if (by === 'chat') {
      const row = this.rows.find((candidate) => candidate.delivery === delivery);
      if (row) row.notBefore = until;
    } else {
      this.heldUntil[by] = Math.max(this.heldUntil[by], until);
    }
  }

  /** Telegram asks for patience: nothing of the class `bulk` is sent before. */
  pauseBulk(until: number): void {
    this.bulkPausedUntil.byTelegram = Math.max(this.bulkPausedUntil.byTelegram, until);
  }

  /** A pause that the CRM knows of is the CRM's from then on; a longer one stays. */
  endPause(until: number): void {
    if (this.bulkPausedUntil.byTelegram <= until) this.bulkPausedUntil.byTelegram = 0;
  }

  /** Whether Telegram has asked for patience, and the CRM does not know. */
  isWaitingAlone(now: number): boolean {
    return this.bulkPausedUntil.byTelegram > now;
  }

  /** The CRM lets nothing of the class `bulk` begin before; 0 = it may. */
  setBulkPause(until: number): void {
    this.bulkPausedUntil.byCrm = until;
  }

  /** Nothing at all is begun before. */
  pauseAll(until: number): void {
    this.heldUntil.all = Math.max(this.heldUntil.all, until);
  }

  isPaused(delivery: ClaimedDelivery, now: number): boolean {
    return delivery.class === 'bulk' && this.pauseEnd() > now;
  }

  take(delivery: ClaimedDelivery): void {
    this.rows = this.rows.filter((row) => row.delivery !== delivery);
  }

  clear(): void {
    this.rows = [];
  }

  /** How many wait to be sent soon: those that a long pause holds don't count. */
  waiting(now: number): number {
    return this.rows.filter((row) => this.freeAt(row) <= now + 2000).length;
  }

  private freeAt({ delivery, notBefore }: Row): number {
    const { all, bulk } = this.heldUntil;
    return Math.max(notBefore, all, ...(delivery.class === 'bulk' ? [bulk, this.pauseEnd()] : []));
  }

  private pauseEnd(): number {
    return Math.max(this.bulkPausedUntil.byTelegram, this.bulkPausedUntil.byCrm);
  }
}
