import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClaimedDelivery, DeliveryOutcome } from '../../src/contract/deliveries.js';
import { describeEachDatabase } from '../setup/databases.js';
import { studioOn, type Studio } from '../setup/studio.js';
import { broadcastDesk, type BroadcastDesk } from './broadcast-desk.js';
import { senderOn, type Sender } from './sender.js';

const PEOPLE = 60;

/** What befalls a worker with the messages that it has claimed. */
const FATES = [
  'works',
  'works',
  'dies before the begin',
  'dies before the answer to the begin',
  'dies before the report',
  'reports late',
  'reports twice',
  'is told to wait',
  'has no connection',
] as const;
type Fate = (typeof FATES)[number];

interface Turn {
  fate: Fate;
  limit: number;
  /** Until the next worker comes. */
  seconds: number;
}

const turns = fc.array(
  fc.record({
    fate: fc.constantFrom(...FATES),
    limit: fc.integer({ min: 1, max: 25 }),
    seconds: fc.constantFrom(0, 1, 30, 46, 61),
  }),
  { minLength: 5, maxLength: 25 },
);

/** Workers that die at any point, one after another, and what arrived at each chat. */
class Fleet {
  readonly arrived = new Map<string, number>();
  readonly lost = new Set<string>();
  private late: ClaimedDelivery[] = [];

  constructor(private readonly sender: Sender) {}

  async turn({ fate, limit, seconds }: Turn): Promise<void> {
    const items = await this.sender.claim(limit);
    if (fate !== 'dies before the begin') await this.send(items, fate);
    this.sender.passSeconds(seconds);
    if (this.late.length > 0 && fate !== 'reports late') await this.sender.finish(this.late.splice(0), 'sent');
  }

  private async send(items: readonly ClaimedDelivery[], fate: Fate): Promise<void> {
    const { begun } = await this.sender.begin(items);
    const mine = items.filter(({ id }) => begun.includes(id));
    const nothingSent: Partial<Record<Fate, DeliveryOutcome>> = {
      'is told to wait': 'flood',
      'has no connection': 'retry',
    };
    const outcome = nothingSent[fate];
    if (outcome) await this.sender.finish(mine, outcome, { retryAfter: 2 });
    else if (fate === 'dies before the answer to the begin') this.lose(mine);
    else {
      for (const { chatId } of mine) this.arrived.set(chatId, (this.arrived.get(chatId) ?? 0) + 1);
      if (fate === 'dies before the report') this.lose(mine);
      else if (fate === 'reports late') this.late.push(...mine);
      else await this.sender.finish(mine, 'sent');
      if (fate === 'reports twice') await this.sender.finish(mine, 'sent');
    }
  }

  private lose(items: readonly ClaimedDelivery[]): void {
    for (const { chatId } of items) this.lost.add(chatId);
  }
}

describeEachDatabase('a broadcast whose workers die', (database) => {
  let studio: Studio;
  let sender: Sender;
  let desk: BroadcastDesk;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    sender = senderOn(studio);
    desk = broadcastDesk(studio);
  });

  describe('at any point, in any order', () => {
    it('reaches everyone once; unknown are exactly those whose report is missing', async () => {
      await desk.crowd(PEOPLE);
      await fc.assert(
        fc.asyncProperty(turns, async (story) => {
          const id = await desk.send();
          const fleet = new Fleet(sender);
          for (const turn of story) await fleet.turn(turn);
          // The last ones live; whatever was leased has ended by then.
          for (let round = 0; round < 4; round += 1) {
            sender.passSeconds(70);
            await fleet.turn({ fate: 'works', limit: 100, seconds: 0 });
          }
          const { sent, unknown, pending } = await desk.view(id);
          expect(Math.max(...fleet.arrived.values())).toBe(1);
          expect({ sent, unknown, pending }).toEqual({
            sent: PEOPLE - fleet.lost.size,
            unknown: fleet.lost.size,
            pending: 0,
          });
          await studio.broadcastDriver.catchUp();
          expect((await desk.view(id)).status).toBe('done');
        }),
        { numRuns: 12 },
      );
    });
  });
});
