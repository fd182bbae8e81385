import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { searchNameOf } from '../clients/client.rules.js';
import { Coach } from '../coaches/coach.entity.js';
import { insertEntity } from '../db/write-entities.js';
import { Group } from '../groups/group.entity.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { daysOfPlan } from './catalogue.rules.js';
import type { ImportAudit } from './import-audit.js';
import type { ImportBatch } from './import-batch.entity.js';
import type { ImportPlan } from './import-plan.rules.js';

const SESSION_MINUTES = 60;

/** What clients are put into and sold, by key. */
export interface ListIds {
  plans: ReadonlyMap<string, number>;
  groups: ReadonlyMap<string, number>;
}

/** Where an import writes to. */
export interface ImportTarget {
  manager: EntityManager;
  batch: ImportBatch;
  actor: Actor;
  audit: ImportAudit;
  today: CalendarDate;
}

/** Creates the plans, coaches and groups that the book names and the studio does not have. Gives the ids of all. */
export async function writeLists({ plans, coaches, groups }: ImportPlan, target: ImportTarget): Promise<ListIds> {
  const importId = target.batch.id;
  const planIds = await writeMissing(plans, MembershipPlan, 'plan.import', target, (plan) => {
    const { name, durationMonths, price, visitLimit, isTrial } = plan;
    const durationDays = daysOfPlan(plan, target.today) ?? 1;
    return { name, durationDays, durationMonths, price, visitLimit, isTrial, freezeAllowed: true, importId };
  });
  const coachIds = await writeMissing(coaches, Coach, 'coach.import', target, ({ firstName, lastName }) => ({
    firstName,
    lastName,
    searchName: searchNameOf({ firstName, lastName }),
    importId,
  }));
  const groupIds = await writeMissing(groups, Group, 'group.import', target, ({ name, startTime, coachKey }) => ({
    name,
    coachId: coachIds.get(coachKey ?? '') ?? null,
    weekdays: '',
    startTime,
    durationMinutes: SESSION_MINUTES,
    importId,
  }));
  return { plans: planIds, groups: groupIds };
}

/** Creates what has no id yet; gives the ids of all by key. */
async function writeMissing<P extends { id: number | null }, E extends Coach | Group | MembershipPlan>(
  planned: ReadonlyMap<string, P>,
  entity: new () => E,
  action: string,
  { manager, audit }: ImportTarget,
  fieldsOf: (planned: P) => Partial<E>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const [key, one] of planned) {
    const record = one.id === null ? await insertEntity(manager, entity, fieldsOf(one)) : null;
    ids.set(key, one.id ?? record?.id ?? 0);
    if (record) audit.created(action, record);
  }
  return ids;
}
