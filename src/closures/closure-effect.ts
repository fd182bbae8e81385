import { daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import { fullName } from '../lib/person-name.js';
import type { ReplayedChain } from '../payments/chain-store.js';
import { movedPeriods } from '../payments/chain.rules.js';

const CLIENTS_NAMED = 20;

export interface MovedClient {
  id: number;
  name: string;
  /** The last paid day as it was and as it becomes; of the last membership that moves. */
  before: CalendarDate;
  after: CalendarDate;
}

/** What a closure, or its undoing, does to the memberships of living clients. */
export interface ClosureEffect {
  /** Clients whose memberships move. */
  clients: number;
  /** Days by which memberships get longer (undone: shorter), added up over the clients. */
  days: number;
  /** Clients with a membership on these days or later for whom nothing moves: it stands still anyway, or begins later. */
  unmoved: number;
  /** The first of those who move, by name. */
  first: MovedClient[];
}

/** Adds up the effect client by client, in any order. */
export class EffectTally {
  private clients = 0;
  private days = 0;
  private unmoved = 0;
  private named: { searchName: string; moved: MovedClient }[] = [];

  add({ before: { client, payments }, periods }: ReplayedChain): void {
    if (client.archivedAt !== null) return;
    const moved = movedPeriods(payments, periods).filter((period) => hasDays(period) || hasDays(period.before));
    const last = moved.at(-1);
    if (!last) {
      this.unmoved += 1;
      return;
    }
    this.clients += 1;
    this.days += restingDays(periods) - restingDays(payments);
    const { id, searchName } = client;
    this.named.push({
      searchName,
      moved: { id, name: fullName(client), before: last.before.endDate, after: last.endDate },
    });
    if (this.named.length > 2 * CLIENTS_NAMED) this.keepFirst();
  }

  effect(): ClosureEffect {
    this.keepFirst();
    const { clients, days, unmoved, named } = this;
    return { clients, days: Math.abs(days), unmoved, first: named.map(({ moved }) => moved) };
  }

  private keepFirst(): void {
    this.named.sort((a, b) =>
      a.searchName === b.searchName ? a.moved.id - b.moved.id : a.searchName < b.searchName ? -1 : 1,
    );
    this.named.splice(CLIENTS_NAMED);
  }
}

function hasDays({ startDate, endDate }: { startDate: CalendarDate; endDate: CalendarDate }): boolean {
  return startDate <= endDate;
}

/** The days that the periods last longer than what was sold; the days of months sold depend on where they begin. */
function restingDays(
  periods: readonly { startDate: CalendarDate; endDate: CalendarDate; durationDays: number }[],
): number {
  return periods.reduce(
    (days, { startDate, endDate, durationDays }) => days + daysInclusive(startDate, endDate) - durationDays,
    0,
  );
}
