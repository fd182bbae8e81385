import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../src/errors/domain-error.js';
import { EmbeddedStore } from '../src/lib/embedded-store.js';
import { once } from './once.js';

describe('a form with a key', () => {
  const form = (store: EmbeddedStore, work: () => Promise<number>) => once(store, 'session:1', 'key', work);

  it('is carried out once and gives the first answer again', async () => {
    const store = new EmbeddedStore(':memory:');
    let done = 0;
    const work = async () => (done += 1);
    expect([await form(store, work), await form(store, work)]).toEqual([1, 1]);
    await store.close();
  });

  it('may be sent again after a refusal', async () => {
    const store = new EmbeddedStore(':memory:');
    await expect(form(store, () => Promise.reject(new DomainError('group_archived')))).rejects.toThrow();
    expect(await form(store, async () => 7)).toBe(7);
    await store.close();
  });

  it('has not failed when the store goes away after it was carried out', async () => {
    const store = new EmbeddedStore(':memory:');
    store.set = () => Promise.reject(new Error('away'));
    expect(await form(store, async () => 7)).toBe(7);
    await expect(form(store, async () => 8)).rejects.toMatchObject({ code: 'changed_meanwhile' });
    await store.close();
  });

  it('is refused for its own reason also while the store is away', async () => {
    const store = new EmbeddedStore(':memory:');
    store.delete = () => Promise.reject(new Error('away'));
    const refused = form(store, () => Promise.reject(new DomainError('group_archived')));
    await expect(refused).rejects.toMatchObject({ code: 'group_archived' });
    await store.close();
  });
});
