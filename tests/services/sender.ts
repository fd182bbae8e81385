import type { ClaimedDelivery, DeliveryOutcome, FinishedDelivery } from '../../src/contract/deliveries.js';
import type { DeliveryDraft } from '../../src/deliveries/outbox.js';
import type { Studio } from '../setup/studio.js';

type Report = Partial<Omit<FinishedDelivery, 'id' | 'leaseToken' | 'outcome'>>;

/** A delivery's row, as the database has it. */
export interface StoredDelivery {
  id: number;
  dedupeKey: string;
  status: string;
  chatId: string;
  clientId: number | null;
  attempts: number;
  messageId: string | null;
  error: string | null;
}

/** A worker that does what it is told, step by step, and a look at the rows. */
export function senderOn(studio: Studio) {
  const refs = (items: readonly ClaimedDelivery[]) => items.map(({ id, leaseToken }) => ({ id, leaseToken }));
  const worker = 'tests';
  const claim = async (limit = 100): Promise<ClaimedDelivery[]> =>
    (await studio.claims.claim({ worker, limit, waitSeconds: 0 })).items;
  const begin = (items: readonly ClaimedDelivery[]) => studio.steps.step({ worker, begin: refs(items), finished: [] });
  const finish = (items: readonly ClaimedDelivery[], outcome: DeliveryOutcome, more: Report = {}) =>
    studio.steps.step({ worker, begin: [], finished: refs(items).map((ref) => ({ ...ref, outcome, ...more })) });
  return {
    claim,
    begin,
    finish,
    /** Claims what is due and begins it. */
    async send(limit?: number): Promise<ClaimedDelivery[]> {
      const items = await claim(limit);
      const { begun } = await begin(items);
      return items.filter(({ id }) => begun.includes(id));
    },
    /** Sends until nothing is left; gives the chats in order. */
    async sendAll(): Promise<string[]> {
      const chats: string[] = [];
      for (;;) {
        const items = await claim();
        if (items.length === 0) return chats;
        const { begun } = await begin(items);
        const sent = items.filter(({ id }) => begun.includes(id));
        await finish(sent, 'sent', { messageId: 1 });
        chats.push(...sent.map(({ chatId }) => chatId));
      }
    },
    enqueue: (...drafts: Partial<DeliveryDraft>[]) =>
      studio.unitOfWork.run(() => studio.outbox.enqueue(drafts.map(draft))),
    rows: (): Promise<StoredDelivery[]> =>
      studio.dataSource.query(
        'SELECT id, dedupeKey, status, chatId, clientId, attempts, messageId, error FROM deliveries ORDER BY id',
      ),
    /** The statuses in the order of the rows. */
    async statuses(): Promise<string[]> {
      const rows = await studio.dataSource.query<{ status: string }[]>('SELECT status FROM deliveries ORDER BY id');
      return rows.map(({ status }) => status);
    },
    passSeconds(seconds: number): void {
      studio.clock.set(new Date(studio.clock.now().getTime() + seconds * 1000));
    },
  };
}

export type Sender = ReturnType<typeof senderOn>;

let keys = 0;

function draft(given: Partial<DeliveryDraft>): DeliveryDraft {
  keys += 1;
  return {
    dedupeKey: `test:${keys}`,
    deliveryClass: 'interactive',
    clientId: null,
    chatId: String(7_000_000_000 + keys),
    payload: { text: 'Здравствуйте', buttons: [] },
    ...given,
  };
}
