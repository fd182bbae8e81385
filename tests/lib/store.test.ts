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

  it('lets only the holder of a lease lengthen or end it', async () => {
    await context.store.set('lease', 'a', 60);
    expect(await context.store.renew('lease', 'b', 600)).toBe(false);
    expect(await context.store.renew('lease', 'a', 600)).toBe(true);
    expect(await context.store.deleteIf('lease', 'b')).toBe(false);
    expect(await context.store.get('lease')).toBe('a');
    expect(await context.store.deleteIf('lease', 'a')).toBe(true);
    expect(await context.store.renew('lease', 'a', 600)).toBe(false);
    expect(await context.store.setIfAbsent('lease', 'b', 60)).toBe(true);
  });

  it('lengthens a lease for real', async () => {
    await context.store.set('short', 'a', 1);
    await context.store.renew('short', 'a', 60);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await context.store.get('short')).toBe('a');
  });
});
