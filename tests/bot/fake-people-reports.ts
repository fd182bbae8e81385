import type { PeopleReports } from '../../bot/people-reports.js';
import type { RefusedPress } from '../../src/contract/people.js';

/** Keeps what the CRM would be told about people. */
export class FakePeopleReports implements PeopleReports {
  readonly reachable = new Map<number, boolean>();
  readonly refusedPresses: { personId: number; reason: RefusedPress['reason'] }[] = [];

  async setReachable(personId: number, reachable: boolean): Promise<void> {
    this.reachable.set(personId, reachable);
  }

  async reportRefusedPress(personId: number, reason: RefusedPress['reason']): Promise<void> {
    this.refusedPresses.push({ personId, reason });
  }
}
