import { expect, it } from '@jest/globals';
import { UpdateTracker } from './update-tracker.js';

const offsetOf = (tracker: UpdateTracker) => tracker.beginPoll().offset;

it('confirms nothing before the first update is handled', () => {
  const tracker = new UpdateTracker();
  tracker.receive(10);
  expect(offsetOf(tracker)).toBe(0);
  expect(tracker.isIdle).toBe(false);
});

it('confirms an update only together with all that came before it', () => {
  const tracker = new UpdateTracker();
  for (const updateId of [10, 11, 12]) tracker.receive(updateId);
  tracker.done(11);
  tracker.done(12);
  expect(offsetOf(tracker)).toBe(0);
  tracker.done(10);
  expect(offsetOf(tracker)).toBe(13);
  expect(tracker.isIdle).toBe(true);
});

it('takes an update only once while a poll that began before it was handled may return it again', () => {
  const tracker = new UpdateTracker();
  tracker.receive(10);
  const early = tracker.beginPoll();
  expect(tracker.receive(10)).toBe(false);
  tracker.done(10);
  early.confirm();
  expect(tracker.receive(10)).toBe(false);
  tracker.beginPoll().confirm();
  expect(tracker.receive(10)).toBe(true);
});

it('follows Telegram to a new random start after a silent week', () => {
  const tracker = new UpdateTracker();
  tracker.receive(900_000);
  tracker.done(900_000);
  expect(tracker.receive(20)).toBe(true);
  tracker.done(20);
  expect(offsetOf(tracker)).toBe(21);
});
