import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { IMPORT_ACTOR } from '../../src/audit/actor.js';
import { Client } from '../../src/clients/client.entity.js';
import { writeCsv, writeXlsx } from '../../src/exports/book-file.js';
import { studioRows } from '../../src/exports/studio-rows.queries.js';
import { createImportContainer } from '../../src/imports/import-container.js';
import { totalsOf } from '../../src/imports/import-plan.rules.js';
import { readStudioBook } from '../../src/imports/studio-book.js';
import { addDays } from '../../src/lib/calendar-date.js';
import { clockOf, histories, tell } from '../memberships/random-history.js';
import { ALL_KINDS } from '../memberships/wishes.js';
import { describeEachDatabase, describeOnSqlite } from '../setup/databases.js';
import { MembershipStory } from '../setup/membership-story.js';
import { runFolder } from '../setup/run.js';
import { OWNER, studioOn, type Studio } from '../setup/studio.js';

const FORMATS = { csv: writeCsv, xlsx: writeXlsx } as const;
const HISTORIES = { SQLite: 60, MySQL: 8 };
const LIMIT_MS = 300_000;

async function exported(studio: Studio, format: keyof typeof FORMATS) {
  const file = path.join(runFolder(), `export.${format}`);
  await FORMATS[format](file, studioRows(studio.dataSource.manager, 'ru'), 'ru');
  return readStudioBook(readFileSync(file), 'ru');
}

/** What both studios must agree on: who has which periods, and how each stands today. */
async function factsOf(studio: Studio) {
  const clients = await studio.dataSource.manager.find(Client, { order: { phone: 'ASC', searchName: 'ASC' } });
  const facts = [];
  for (const client of clients) {
    const { payments } = await studio.chains.read(client.id);
    const [view] = await studio.clientQueries.views([client]);
    const periods = payments.map((payment) => ({
      days: `${payment.startDate} – ${payment.endDate}`,
      sold: [payment.durationDays, payment.durationMonths, payment.saleDate, payment.isTrial],
      visitsLeft: payment.visitLimit === null ? null : payment.visitLimit - payment.visitsUsed,
      money: [payment.amount, payment.owedAmount, payment.refundDate, payment.refundAmount],
    }));
    const { status, endDate, daysLeft } = view ?? {};
    facts.push({ name: client.searchName, phone: client.phone, status, endDate, daysLeft, periods });
  }
  return facts;
}

describeEachDatabase('what is exported', (database) => {
  describeOnSqlite('and imported into an empty studio', (empty) => {
    it(
      `gives the same periods, statuses, visits left and debts, and added to itself changes nothing (${HISTORIES[database.kind]} random histories)`,
      async () => {
        await fc.assert(
          fc.asyncProperty(
            histories(ALL_KINDS),
            fc.constantFrom('csv' as const, 'xlsx' as const),
            fc.boolean(),
            async (history, format, isArchived) => {
              await Promise.all([database.clear(), empty.clear()]);
              const studio = studioOn(database.dataSource, clockOf(history));
              const story = await MembershipStory.begin(studio);
              await tell(story, history);
              if (isArchived) await studio.clients.archive(story.clientIds[1], OWNER);
              const book = await exported(studio, format);
              const other = studioOn(empty.dataSource, studio.clock);
              const { imports } = createImportContainer(empty.dataSource, studio.clock);
              const { plan } = await imports.apply(book, IMPORT_ACTOR, { fileName: 'export', skipRefused: false });
              expect(totalsOf(plan).refused).toBe(0);
              expect(await factsOf(other)).toEqual(await factsOf(studio));
              const again = await createImportContainer(database.dataSource, studio.clock).imports.preview(book);
              expect(again.rows.map(({ outcome }) => outcome)).toEqual(again.rows.map(() => 'unchanged'));
            },
          ),
          { numRuns: HISTORIES[database.kind], endOnFailure: true },
        );
      },
      LIMIT_MS,
    );
  });
});

describeOnSqlite('of two memberships given back before they begin', (database) => {
  describeOnSqlite('an empty studio', (empty) => {
    it('keeps the one with the earlier asked start first, whichever was sold first', async () => {
      const studio = studioOn(database.dataSource);
      const { id: clientId } = await studio.clients.create({ firstName: 'Anna', phone: '+996555123456' }, OWNER);
      const today = studio.clock.today();
      for (const days of [30, 20]) {
        const sale = { clientId, durationDays: 5, startDate: addDays(today, days), amount: '100' };
        const { id } = await studio.payments.renew(sale, OWNER);
        await studio.refunds.refund(id, { refundDate: today }, OWNER);
      }
      // Both begin after this one now, on the same day.
      await studio.payments.renew({ clientId, durationDays: 60, startDate: today, amount: '1000' }, OWNER);
      const book = await exported(studio, 'csv');
      const { imports } = createImportContainer(empty.dataSource, studio.clock);
      await imports.apply(book, IMPORT_ACTOR, { fileName: 'export', skipRefused: false });
      for (const { dataSource } of [database, empty]) {
        const { payments } = await studioOn(dataSource, studio.clock).chains.read(clientId);
        expect(payments.map(({ askedStartDate }) => askedStartDate).slice(1)).toEqual([
          addDays(today, 20),
          addDays(today, 30),
        ]);
      }
    });
  });
});

describeOnSqlite('a cell that a spreadsheet would run', (database) => {
  it('is written as text and read back as it was', async () => {
    const studio = studioOn(database.dataSource);
    const [firstName, note] = ['@Anna', '=HYPERLINK("http://x"); +1'];
    const { id } = await studio.clients.create({ firstName, lastName: "'Smith", phone: '+996555123456', note }, OWNER);
    for (const format of ['csv', 'xlsx'] as const) {
      const { rows } = await exported(studio, format);
      expect(rows.map(({ cells }) => cells)).toEqual([
        { clientNumber: String(id), firstName, lastName: "'Smith", phone: '+996555123456', note },
      ]);
    }
  });
});
