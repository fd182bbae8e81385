import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CoachesService } from '../../src/coaches/coaches.service.js';
import { CronRunner, type CronJob } from '../../src/cron/cron-runner.js';
import { JobRun } from '../../src/cron/job-run.entity.js';
import { expireInvitations, prune } from '../../src/cron/jobs.js';
import { Invitation } from '../../src/invitations/invitation.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, silentLogger, studioOn, type Studio } from '../setup/studio.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describeEachDatabase('cron', (database) => {
  let studio: Studio;
  let runs: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    runs = 0;
  });

  const runner = () => new CronRunner(studio.unitOfWork, studio.clock, silentLogger);
  const ago = (ms: number) => new Date(studio.clock.now().getTime() - ms);
  const job = (run: () => Promise<void> = async () => void (runs += 1)): CronJob => ({
    name: 'count',
    pattern: '* * * * *',
    limitMs: 10 * MINUTE,
    run,
  });
  const rows = () => database.dataSource.manager.find(JobRun);

  it('runs a slot once, however many processes wake up in it', async () => {
    const at = studio.clock.now();
    const outcomes = await Promise.all([
      runner().runSlot(job(), at),
      runner().runSlot(job(), new Date(at.getTime() + 59_000)),
      runner().runSlot(job(), at),
    ]);
    expect(outcomes.sort()).toEqual(['done', 'taken', 'taken']);
    expect(runs).toBe(1);
    expect(await runner().runSlot(job(), new Date(at.getTime() + MINUTE))).toBe('done');
    expect(runs).toBe(2);
  });

  it('keeps why a job failed, without secrets, and goes on with the next slot', async () => {
    const failing = job(() => Promise.reject(new Error('mysql://crm:secret@db/crm is away')));
    expect(await runner().runSlot(failing, studio.clock.now())).toBe('failed');
    expect(await rows()).toMatchObject([{ status: 'failed', finishedAt: studio.clock.now() }]);
    expect((await rows())[0]?.error).toContain('crm:[password]@');
    expect(await runner().runSlot(job(), new Date(studio.clock.now().getTime() + MINUTE))).toBe('done');
  });

  it.each([
    ['just begun', MINUTE, 0],
    ['at its limit', 10 * MINUTE, 0],
    ['dead', 10 * MINUTE + 1, 1],
  ])('repeats a run of a crashed process only when it is dead: %s', async (_, age, repeated) => {
    const manager = database.dataSource.manager;
    await manager.insert(JobRun, { job: 'count', slot: 'x', status: 'running', startedAt: ago(age) });
    const counts = await Promise.all([runner().repeatAbandoned(job()), runner().repeatAbandoned(job())]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(repeated);
    expect(runs).toBe(repeated);
    expect(await runner().repeatAbandoned(job())).toBe(0);
  });

  it('waits for the running job when it stops', async () => {
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const cron = runner();
    cron.add({ ...job(() => held), pattern: '* * * * * *' });
    cron.start();
    while ((await rows()).length === 0) await sleep(20);
    let stopped = false;
    const stopping = cron.stop().then(() => {
      stopped = true;
    });
    await sleep(50);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(await rows()).toMatchObject([{ status: 'done' }]);
  });

  describe('invitations', () => {
    it('expire when their time has passed, and answered ones stay as they are', async () => {
      const { unitOfWork, clock, audit } = studio;
      const coach = await new CoachesService(unitOfWork, clock, audit).create({ firstName: 'Олег' }, MANAGER);
      const group = await studio.groups.create({ name: 'Утро' }, MANAGER);
      const session = await studio.trainings.createSession({ groupId: group.id, coachId: coach.id }, MANAGER);
      const invite = async (expiresAt: Date, status: 'sent' | 'accepted' = 'sent'): Promise<number> => {
        const client = await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER);
        const invitation = database.dataSource.manager.create(Invitation, {
          groupTrainingId: session.id,
          clientId: client.id,
          status,
          expiresAt,
        });
        return (await database.dataSource.manager.save(invitation)).id;
      };
      const ids = [
        await invite(ago(1)),
        await invite(ago(0)),
        await invite(ago(-1)),
        await invite(ago(DAY), 'accepted'),
      ];
      const work = expireInvitations(unitOfWork, clock);
      await work.run();
      await work.run();
      const statuses = await Promise.all(
        ids.map(async (id) => (await database.dataSource.manager.findOneByOrFail(Invitation, { id })).status),
      );
      expect(statuses).toEqual(['expired', 'expired', 'sent', 'accepted']);
    });
  });

  it('prunes runs after 30 days, no earlier', async () => {
    const { manager } = database.dataSource;
    const keepRun = (slot: string, age: number) =>
      manager.insert(JobRun, { job: 'count', slot, status: 'done', startedAt: ago(age) });
    await keepRun('too old', 30 * DAY + 1);
    await keepRun('just right', 30 * DAY);
    await prune(studio.unitOfWork, studio.clock).run();
    expect((await rows()).map(({ slot }) => slot)).toEqual(['just right']);
  });
});
