import type { VisitView } from '../contract/trainings.js';
import type { Training } from './training.entity.js';

/** An allow-list: what leaves the server about a visit. */
export function presentVisit({ id, clientId, groupTrainingId, date }: Training): VisitView {
  return { id, clientId, groupTrainingId, date };
}
