import { expect, it } from '@jest/globals';
import { describeEachStore } from '../setup/stores.js';

describeEachStore('the store', (context) => {
  it('keeps what was set over a restart', async () => {
    await context.store.set('dialogue:7', 'step 2', 60);
    await context.reopen();
    expect(await context.store.get('dialogue:7')).toBe('step 2');
  });

  it('lets only the first of two take a name', async () => {
    expect(await context.store.setIfAbsent('lock', 'a', 60)).toBe(true);
    expect(await context.store.setIfAbsent('lock', 'b', 60)).toBe(false);
    expect(await context.store.get('lock')).toBe('a');
  });

  it('counts from one and forgets when deleted', async () => {
    expect(await context.store.increment('tries', 60)).toBe(1);
    expect(await context.store.increment('tries', 60)).toBe(2);
    await context.store.delete('tries');
    expect(await context.store.increment('tries', 60)).toBe(1);
  });
});
