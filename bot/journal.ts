import { z } from 'zod';
import type { Store } from '../src/lib/store.js';
import { operationSchema } from './operations.js';
import { dialogueSchema } from './sessions.js';

/** What was decided about an update, written before anything of it is shown. */
export const decisionSchema = z.object({
  dialogue: z.union([dialogueSchema, z.enum(['kept', 'ended'])]),
  operations: z.array(operationSchema),
  /** The broadcast whose progress the screen goes on showing. */
  follows: z.number().int().optional(),
  /** How many operations are carried out. */
  carriedOut: z.number().int(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** Telegram keeps updates for 24 hours, so none comes again later than that. */
const KEPT_SECONDS = 2 * 24 * 3600;
/** Updates hold personal data: no longer than a look into them takes. */
const PARKED_SECONDS = 7 * 24 * 3600;
const FINISHED = 'finished';

/**
 * Makes an update count once: its decision is one write, and an update that comes again (after a crash, or because the
 * offset could not be confirmed) continues the decision instead of being decided anew.
 */
export class Journal {
  constructor(
    private readonly store: Store,
    private readonly botId: number,
  ) {}

  /** null: never seen. */
  async find(updateId: number): Promise<Decision | 'finished' | null> {
    const text = await this.store.get(this.key(updateId));
    if (text === null || text === FINISHED) return text;
    const result = decisionSchema.safeParse(JSON.parse(text));
    return result.success ? result.data : null;
  }

  async save(updateId: number, decision: Decision): Promise<void> {
    await this.store.set(this.key(updateId), JSON.stringify(decision), KEPT_SECONDS);
  }

  async finish(updateId: number): Promise<void> {
    await this.store.set(this.key(updateId), FINISHED, KEPT_SECONDS);
  }

  /** Keeps an update that could not be handled, for whoever looks into it. */
  async park(update: { update_id: number }): Promise<void> {
    await this.store.set(`bot:${this.botId}:parked:${update.update_id}`, JSON.stringify(update), PARKED_SECONDS);
  }

  private key(updateId: number): string {
    return `bot:${this.botId}:update:${updateId}`;
  }
}
