import { countDifferences, recountStatuses } from '../../src/clients/status-recount.js';
import type { Studio } from '../setup/studio.js';

/** The days around today on which the kept counts of clients are not those of a count of all clients. */
export async function wrongCounts(studio: Studio, from = -40, to = 100, step = 5): Promise<string[]> {
  const wrong: string[] = [];
  for (let inDays = from; inDays <= to; inDays += step) {
    const day = studio.dayFromToday(inDays);
    const kept = await studio.statusLedger.countsOn(day);
    const differing = countDifferences(kept, await recountStatuses(studio.unitOfWork, day));
    if (differing.length > 0) wrong.push(`${day}: ${differing.join(', ')}`);
  }
  return wrong;
}
