import type { EntityManager } from 'typeorm';
import { livingCondition, statusParameters } from '../clients/client-status.sql.js';
import { closedOn } from '../closures/closure.queries.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { PERSON, queryNamed, REACHABLE, type Person } from './person.queries.js';

/** The last membership of a client's chain. `visitsLeft` null = it has no limit. */
export interface LastMembership extends Person {
  paymentId: number;
  endDate: CalendarDate;
  planName: string | null;
  visitsLeft: number | null;
}

/** Which of them: SQL about the row `last`, with named parameters. */
interface Which {
  sql: string;
  parameters: Record<string, unknown>;
}

/**
 * The memberships after which nothing follows, one at most of a client, of those who can be written to and do not stand
 * still on `today`, from the client `after` on. What was refunded or passed on is nobody's to renew.
 */
export async function readLastMemberships(
  manager: EntityManager,
  today: CalendarDate,
  which: Which,
  { after, limit }: { after: number; limit: number },
): Promise<LastMembership[]> {
  const frozen = livingCondition('frozen', 'client', await closedOn(manager, today));
  // CROSS: SQLite would begin with the clients and look up the memberships of each, which takes ten times as long.
  const sql = `SELECT last.id AS paymentId, last.endDate, plan.name AS planName,
      last.visitLimit - last.visitsUsed AS visitsLeft, ${PERSON}
    FROM payments last CROSS JOIN clients client ON client.id = last.clientId
    LEFT JOIN membership_plans plan ON plan.id = last.planId
    WHERE ${which.sql} AND last.clientId > :after AND last.endDate >= last.startDate
      AND last.refundDate IS NULL AND last.transferDate IS NULL AND ${REACHABLE} AND NOT ${frozen}
      AND NOT EXISTS (SELECT 1 FROM payments later WHERE later.clientId = last.clientId
        AND later.endDate > last.endDate AND later.endDate >= later.startDate)
    ORDER BY last.clientId LIMIT ${limit}`;
  return queryNamed<LastMembership>(manager, sql, { ...statusParameters(today, 0), ...which.parameters, after });
}

/** Those whose last paid day it is. */
export function endingOn(lastDay: CalendarDate): Which {
  return { sql: 'last.endDate = :lastDay', parameters: { lastDay } };
}

/** Running packs, begun to be used, with so many visits left. */
export function packsWith(left: readonly number[], today: CalendarDate): Which {
  return {
    sql: `last.startDate <= :today AND last.endDate >= :today AND last.visitsUsed > 0 AND last.usedUpDate IS NULL
      AND last.visitLimit - last.visitsUsed IN (${left.map(Number).join(', ')})`,
    parameters: { today },
  };
}

export function withIds(paymentIds: readonly number[]): Which {
  return { sql: `last.id IN (${paymentIds.map(Number).join(', ')})`, parameters: {} };
}

/** Who has a birthday on one of the `MM-DD` and gets broadcasts; from `after` on by id. */
export async function readBirthdays(
  manager: EntityManager,
  monthDays: readonly string[],
  { after, limit }: { after: number; limit: number },
): Promise<Person[]> {
  const sql = `SELECT ${PERSON} FROM clients client
    WHERE SUBSTR(client.birthDate, 6, 5) IN (:...monthDays) AND client.id > :after
      AND client.broadcastsStoppedAt IS NULL AND ${REACHABLE} ORDER BY client.id LIMIT ${limit}`;
  return queryNamed<Person>(manager, sql, { monthDays: [...monthDays], after });
}
