import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it } from '@jest/globals';
import { Lock } from '../../src/db/lock.entity.js';
import { UnitOfWork } from '../../src/db/unit-of-work.js';
import { Setting } from '../../src/settings/setting.entity.js';
import { describeEachDatabase, describeOnServers } from '../setup/databases.js';

/** Long enough for another transaction to come in between, if nothing keeps it out. */
const PAUSE_MS = 80;

describeEachDatabase('a unit of work', (database) => {
  let unitOfWork: UnitOfWork;
  let log: string[];

  beforeEach(async () => {
    await database.clear();
    unitOfWork = new UnitOfWork(database.dataSource);
    log = [];
  });

  const working = (name: string, take: 'share' | 'exclude', begin = sleep(0)) =>
    unitOfWork.run(async () => {
      await begin;
      await unitOfWork[take]('chains');
      log.push(`${name} begins`);
      await sleep(PAUSE_MS);
      log.push(`${name} ends`);
    });
  const settings = async () => (await database.dataSource.manager.find(Setting)).map(({ key }) => key);
  const put = (key: string) => unitOfWork.run((manager) => manager.save(manager.create(Setting, { key, value: 1 })));

  it('finds the rows that stand for what it locks, also in a database that was cleared', async () => {
    const locks = await database.dataSource.manager.find(Lock, { order: { name: 'ASC' } });
    expect(locks.map(({ name }) => name)).toEqual(['chains', 'settings', 'trials']);
  });

  it('is one: a write inside a write joins it, and is taken back with it', async () => {
    const work = unitOfWork.run(async () => {
      await put('inner');
      throw new Error('the power went off');
    });
    await expect(work).rejects.toThrow('the power went off');
    expect(await settings()).toEqual([]);
    await put('next');
    expect(await settings()).toEqual(['next']);
  });

  it('tells others when it has committed, not before, and nobody when it failed', async () => {
    const tell = (name: string) => unitOfWork.afterCommit(() => log.push(name));
    await unitOfWork.run(async () => {
      await unitOfWork.run(async () => tell('told'));
      log.push('at work');
    });
    const failed = unitOfWork.run(async () => {
      tell('never');
      throw new Error('the power went off');
    });
    await expect(failed).rejects.toThrow('the power went off');
    tell('at once');
    expect(log).toEqual(['at work', 'told', 'at once']);
  });

  it('of many records waits for one of a single record that has begun', async () => {
    await Promise.all([working('one', 'share'), working('many', 'exclude', sleep(PAUSE_MS / 4))]);
    expect(log).toEqual(['one begins', 'one ends', 'many begins', 'many ends']);
  });

  it('of many records keeps those of single records waiting', async () => {
    const later = sleep(PAUSE_MS / 4);
    await Promise.all([working('many', 'exclude'), working('one', 'share', later)]);
    expect(log).toEqual(['many begins', 'many ends', 'one begins', 'one ends']);
  });

  it('of many records keeps another of many records waiting', async () => {
    await Promise.all([working('many', 'exclude'), working('more', 'exclude', sleep(PAUSE_MS / 4))]);
    expect(log).toEqual(['many begins', 'many ends', 'more begins', 'more ends']);
  });
});

describeOnServers('units of work on a server', (database) => {
  it('that share run side by side: each sees the other in the middle of its work', async () => {
    const desks = [1, 2].map(() => new UnitOfWork(database.dataSource));
    let inside = 0;
    let both: () => void = () => undefined;
    const together = new Promise<void>((resolve) => (both = resolve));
    await Promise.all(
      desks.map((desk) =>
        desk.run(async () => {
          await desk.share('chains');
          inside += 1;
          if (inside === desks.length) both();
          await together;
        }),
      ),
    );
    expect(inside).toBe(2);
  });
});
