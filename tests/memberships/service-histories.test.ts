import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clientStatusOn } from '../../src/clients/client-status.rules.js';
import { statusExpression, statusParameters } from '../../src/clients/client-status.sql.js';
import { Client } from '../../src/clients/client.entity.js';
import { countDifferences, recountStatuses } from '../../src/clients/status-recount.js';
import { closedOn } from '../../src/closures/closure.queries.js';
import { instantInZone, type CalendarDate } from '../../src/lib/calendar-date.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MembershipStory, StudiosByZone } from '../setup/membership-story.js';
import type { Studio } from '../setup/studio.js';
import { daysAround, expectChainProven, expectStatusOnEveryDay } from './checks.js';
import { bothChains, DeedCounts, doAndTakeBack, histories, tell } from './random-history.js';
import { EVERYBODY, type DeedKind } from './story.js';
import { ALL_KINDS } from './wishes.js';

const HISTORIES = { SQLite: 300, MySQL: 30 };
const EXPIRING_DAYS = 3;
/** Of each history; every day of it is asked of the rule alone. */
const DAYS_ASKED = 6;
const OFTEN: DeedKind[] = ['sell', 'freeze', 'visit', 'refund', 'close', 'move', 'transfer', 'join'];
const LIMIT_MS = 300_000;

describeEachDatabase('told through the services', (database) => {
  const studios = new StudiosByZone(database);

  it(
    `${HISTORIES[database.kind]} random histories leave every chain proven, every deed can be taken back, and rule, SQL, ledger and API agree`,
    async () => {
      const counts = new DeedCounts();
      await fc.assert(
        fc.asyncProperty(histories(ALL_KINDS), async (history) => {
          await database.clear();
          const studio = studios.at(new Date(history.beginning), history.zone);
          const story = await MembershipStory.begin(studio);
          await tell(story, history, async (deed, perform) => {
            const chains = await doAndTakeBack(story, deed, perform);
            counts.add(deed);
            expect({ deed, chains: chains?.after }).toEqual({ deed, chains: chains?.before });
            for (const chain of await bothChains(story)) expectChainProven(chain);
          });
          for (const chain of await bothChains(story)) expectStatusOnEveryDay(chain, EXPIRING_DAYS);
          await expectOneStatus(studio, story);
        }),
        // Shorter histories would take many runs through a database: those of the model are shortened.
        { numRuns: HISTORIES[database.kind], endOnFailure: true },
      );
      if (database.kind === 'SQLite') expect(counts.rarerThan(5, OFTEN)).toEqual([]);
    },
    LIMIT_MS,
  );

  /** The pure rule, the SQL, the ledger against a recount, and what the API answers on that day. */
  async function expectOneStatus(studio: Studio, story: MembershipStory): Promise<void> {
    const chains = await bothChains(story);
    const days = chains.flatMap(daysAround);
    const step = Math.ceil(days.length / DAYS_ASKED);
    for (const day of days.filter((_, index) => index % step === 0)) {
      const byRule = chains.map((chain) => clientStatusOn(day, { archivedDate: null, ...chain }));
      expect({ day, statuses: await statusesInSql(day) }).toEqual({ day, statuses: byRule });
      const counts = await studio.statusLedger.countsOn(day);
      expect({ day, wrong: countDifferences(counts, await recountStatuses(studio.unitOfWork, day)) }).toEqual({
        ...{ day, wrong: [] },
      });
      studio.clock.set(instantInZone(day, '12:00', studio.clock.timeZone));
      const details = await Promise.all(EVERYBODY.map((who) => studio.clientQueries.getDetail(story.clientIds[who])));
      expect({ day, statuses: details.map(({ status }) => status) }).toEqual({ day, statuses: byRule });
    }
  }

  async function statusesInSql(day: CalendarDate): Promise<string[]> {
    const { manager } = database.dataSource;
    const rows = await manager
      .createQueryBuilder(Client, 'client')
      .select(statusExpression('client', await closedOn(manager, day)), 'status')
      .setParameters(statusParameters(day, EXPIRING_DAYS))
      .orderBy('client.id')
      .getRawMany<{ status: string }>();
    return rows.map(({ status }) => status);
  }
});
