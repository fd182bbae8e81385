import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ClaimedDelivery, DeliveryClass } from '../../src/contract/deliveries.js';
import { ClaimedRows } from './claimed-rows.js';

let rows: ClaimedRows;
let lastId = 0;

beforeEach(() => {
  rows = new ClaimedRows();
});

function add(deliveryClass: DeliveryClass, now = 0): ClaimedDelivery {
  const id = (lastId += 1);
  const payload = { text: 'x', buttons: [] };
  const delivery = {
    id,
    leaseToken: 'l',
    chatId: String(id),
    method: 'sendMessage',
    payload,
    class: deliveryClass,
  } as const;
  rows.add([delivery], now);
  return delivery;
}

describe('of the claimed deliveries', () => {
  it('the urgent come first, and those of a class in their order', () => {
    const [bulk, reminder, second, urgent] = [add('bulk'), add('reminder'), add('reminder'), add('interactive')];
    const order = [];
    for (let next = rows.next(0); next; next = rows.next(0)) {
      order.push(next);
      rows.take(next);
    }
    expect(order).toEqual([urgent, reminder, second, bulk]);
  });

  it('one whose chat has to wait lets the others go first', () => {
    const [first, second] = [add('bulk'), add('bulk')];
    rows.hold(first, 'chat', 500);
    expect(rows.next(0)).toBe(second);
    expect(rows.next(500)).toBe(first);
  });

  it('bulk waits where the window holds bulk, and all where it holds all', () => {
    const [bulk, reminder] = [add('bulk'), add('reminder')];
    rows.hold(bulk, 'bulk', 300);
    expect(rows.next(0)).toBe(reminder);
    rows.hold(reminder, 'all', 400);
    expect(rows.next(399)).toBeNull();
    expect(rows.nextAt()).toBe(400);
  });

  it('a full window is no pause for what was begun already', () => {
    const bulk = add('bulk');
    rows.hold(bulk, 'bulk', 300);
    expect(rows.isPaused(bulk, 0)).toBe(false);
    rows.pauseBulk(300);
    expect(rows.isPaused(bulk, 0)).toBe(true);
    expect(rows.isPaused(bulk, 300)).toBe(false);
  });

  it('a pause of the CRM ends when the CRM says so, one of Telegram does not', () => {
    const bulk = add('bulk');
    rows.setBulkPause(40_000);
    expect(rows.next(0)).toBeNull();
    rows.setBulkPause(0);
    expect(rows.next(0)).toBe(bulk);
    rows.pauseBulk(40_000);
    rows.setBulkPause(0);
    expect(rows.next(0)).toBeNull();
    expect(rows.isWaitingAlone(0)).toBe(true);
  });

  it('a pause of Telegram is the CRM’s once it knows, but for a longer one', () => {
    const bulk = add('bulk');
    rows.pauseBulk(40_000);
    rows.pauseBulk(60_000);
    rows.endPause(40_000);
    expect(rows.next(0)).toBeNull();
    rows.endPause(60_000);
    expect(rows.next(0)).toBe(bulk);
    expect(rows.isWaitingAlone(0)).toBe(false);
  });

  it('one whose lease is over is dropped', () => {
    add('bulk');
    expect(rows.next(49_999)).not.toBeNull();
    expect(rows.next(50_000)).toBeNull();
    expect(rows.nextAt()).toBeNull();
  });

  it('those that a long pause holds take no room from others', () => {
    add('bulk');
    add('reminder');
    rows.setBulkPause(40_000);
    expect(rows.waiting(0)).toBe(1);
  });
});
