import type { GroupView } from '../contract/groups.js';
import type { Group } from './group.entity.js';
import { parseWeekdays } from './group.rules.js';

/** An allow-list: what leaves the server about a group. */
export function presentGroup(group: Group, clientCount: number): GroupView {
  const { id, name, coachId, weekdays, startTime, durationMinutes, capacity } = group;
  return { id, name, coachId, weekdays: parseWeekdays(weekdays), startTime, durationMinutes, capacity, clientCount };
}
