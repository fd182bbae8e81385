import { expect, it } from '@jest/globals';
import { createMessageJobs } from '../../src/cron/message-jobs.js';
import { describeOnSqlite } from '../setup/databases.js';
import { MANAGER, studioOn } from '../setup/studio.js';
import { ALL, broadcastDesk } from './broadcast-desk.js';
import { senderOn } from './sender.js';

describeOnSqlite('the jobs for messages', (database) => {
  it('do whatever is due, however many minutes were missed, and may be repeated', async () => {
    const studio = studioOn(database.dataSource);
    const sender = senderOn(studio);
    await broadcastDesk(studio).register();
    const scheduledAt = '2026-03-10T07:00:00Z';
    const { id } = await studio.broadcasts.create({ text: 'Привет', audience: ALL, scheduledAt }, MANAGER);
    await sender.enqueue({ deliveryClass: 'invitation' });
    await sender.send();
    sender.passSeconds(2 * 3600);
    const jobs = createMessageJobs(studio.unitOfWork, studio.clock, studio.leases, studio.broadcastDriver);
    for (const job of [...jobs, ...jobs]) await job.run();
    expect(await sender.statuses()).toEqual(['unknown', 'pending']);
    expect((await studio.broadcastQueries.getView(id)).status).toBe('running');
    await sender.sendAll();
    sender.passSeconds(100 * 86_400);
    for (const job of jobs) await job.run();
    expect((await sender.rows()).map(({ dedupeKey }) => dedupeKey.split(':')[0])).toEqual(['test', 'broadcast']);
    sender.passSeconds(1);
    await sender.sendAll();
    for (const job of jobs) await job.run();
    expect((await sender.rows()).map(({ dedupeKey }) => dedupeKey.split(':')[0])).toEqual(['broadcast']);
  });
});
