import type { ObjectLiteral } from 'typeorm';
import type { ClientQueries } from '../clients/clients.queries.js';
import type { AudienceSize } from '../contract/broadcasts.js';
import type { ClientFilter } from '../contract/clients.js';
import { isSqlite } from '../db/data-source.js';
import { query } from '../db/query.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { PRIORITIES } from '../deliveries/delivery.rules.js';
import type { AudienceChoice } from './broadcast.rules.js';

/** Clients written at once, and looked at for them where few belong to the audience. */
export const CHUNK_CLIENTS = 4000;
const CHUNK_IDS = 40_000;

const HAS_CHAT = 'c.telegramId IS NOT NULL';
const IS_OPEN = `${HAS_CHAT} AND c.telegramState = 'ok'`;
/** Whom a message can be sent. */
const IS_REACHABLE = `${IS_OPEN} AND c.broadcastsStoppedAt IS NULL`;

const COUNTS = `COUNT(*) AS people,
  SUM(CASE WHEN ${HAS_CHAT} THEN 0 ELSE 1 END) AS withoutTelegram,
  SUM(CASE WHEN ${HAS_CHAT} AND c.telegramState <> 'ok' THEN 1 ELSE 0 END) AS blocked,
  SUM(CASE WHEN ${IS_OPEN} AND c.broadcastsStoppedAt IS NOT NULL THEN 1 ELSE 0 END) AS optedOut`;

type Counts = Record<'people' | 'withoutTelegram' | 'blocked' | 'optedOut', number | string | null>;

/** A part of an audience, by the ids of its clients: those above `after` up to `last`. */
export interface AudienceChunk {
  size: AudienceSize;
  last: number;
  /** Nobody comes after it. */
  isLast: boolean;
}

/** A broadcast that is being prepared. */
export interface PreparedBroadcast extends AudienceChoice {
  id: number;
  cursorClientId: number;
}

/** Somebody of an audience to whom nothing was written. */
export interface LeftOut {
  clientId: number;
  firstName: string;
  lastName: string;
  phone: string | null;
  reason: 'no_telegram' | 'blocked' | 'gone' | 'opted_out';
}

interface Condition {
  sql: string;
  parameters: ObjectLiteral;
}

/** Who is meant by an audience today; the status is always that of `client-status.sql`. */
export class AudienceQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clientQueries: ClientQueries,
  ) {}

  /** Whom the audience has today and who of them is left out, and why. */
  async size(choice: AudienceChoice): Promise<AudienceSize> {
    const { sql, parameters } = await this.condition(choice);
    const [counts] = await this.ask<Counts>(`SELECT ${COUNTS} FROM clients c WHERE ${sql}`, parameters);
    return sizeOf(counts);
  }

  async isAnybodyReachable(choice: AudienceChoice): Promise<boolean> {
    const { sql, parameters } = await this.condition(choice);
    const some = `SELECT c.id FROM clients c WHERE ${IS_REACHABLE} AND ${sql} LIMIT 1`;
    return (await this.ask<{ id: number }>(some, parameters)).length > 0;
  }

  /** The next clients of the audience after the broadcast's cursor. */
  async nextChunk(broadcast: PreparedBroadcast): Promise<AudienceChunk> {
    const { sql, parameters } = await this.condition(broadcast);
    const after = broadcast.cursorClientId;
    const [end] = await this.ask<{ id: number | null }>('SELECT MAX(id) AS id FROM clients', {});
    const to = Math.min(after + CHUNK_IDS, Math.max(after, Number(end?.id ?? 0)));
    const [counts] = await this.ask<Counts & { last: number | null }>(
      `SELECT ${COUNTS}, MAX(c.id) AS last FROM (
         SELECT c.id, c.telegramId, c.telegramState, c.broadcastsStoppedAt FROM clients c
         WHERE c.id > :after AND c.id <= :to AND ${sql} ORDER BY c.id LIMIT ${CHUNK_CLIENTS}) c`,
      { ...parameters, after, to },
    );
    const size = sizeOf(counts);
    const isFull = size.people === CHUNK_CLIENTS;
    return { size, last: isFull ? Number(counts?.last) : to, isLast: !isFull && to >= Number(end?.id ?? 0) };
  }

  /** Writes one message for each reachable client of the chunk. Inside the caller's transaction. */
  async insertChunk(broadcast: PreparedBroadcast, { last }: AudienceChunk, now: Date): Promise<void> {
    const { sql, parameters } = await this.condition(broadcast);
    const { dataSource } = this.unitOfWork;
    const prefix = `broadcast:${broadcast.id}:`;
    const key = isSqlite(dataSource) ? ':prefix || c.id' : 'CONCAT(:prefix, c.id)';
    await this.ask(
      `INSERT INTO deliveries (dedupeKey, class, priority, clientId, broadcastId, chatId, method, payload, status,
         dueAt, attempts, createdAt, updatedAt)
       SELECT ${key}, 'bulk', ${PRIORITIES.bulk}, c.id, :broadcastId, c.telegramId, 'sendMessage', '{}', 'pending',
         :now, 0, :now, :now
       FROM clients c WHERE c.id > :after AND c.id <= :last AND ${IS_REACHABLE} AND ${sql} ORDER BY c.id`,
      {
        ...parameters,
        prefix,
        broadcastId: broadcast.id,
        now: storedInstant(dataSource, now),
        after: broadcast.cursorClientId,
        last,
      },
    );
  }

  /** Who belongs to the audience today and has no message of the broadcast. */
  async *leftOut(broadcast: AudienceChoice & { id: number }): AsyncGenerator<LeftOut> {
    const { sql, parameters } = await this.condition(broadcast);
    for (let after: number | null = 0; after !== null;) {
      const rows: LeftOut[] = await this.ask<LeftOut>(
        `SELECT c.id AS clientId, c.firstName, c.lastName, c.phone,
           CASE WHEN c.telegramId IS NULL THEN 'no_telegram' WHEN c.telegramState <> 'ok' THEN c.telegramState
             ELSE 'opted_out' END AS reason
         FROM clients c WHERE c.id > :after AND NOT (${IS_REACHABLE}) AND ${sql}
           AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.clientId = c.id AND d.broadcastId = :broadcastId)
         ORDER BY c.id LIMIT ${CHUNK_CLIENTS}`,
        { ...parameters, after, broadcastId: broadcast.id },
      );
      yield* rows;
      after = rows.length < CHUNK_CLIENTS ? null : (rows.at(-1)?.clientId ?? null);
    }
  }

  /** A condition about the client's row `c`. */
  private async condition({ audience, groupId, activeOnly }: AudienceChoice): Promise<Condition> {
    const filter: ClientFilter = audience === 'group' ? (activeOnly ? 'active' : 'all') : audience;
    const { sql, parameters } = await this.clientQueries.condition(filter, 'c');
    if (audience !== 'group') return { sql: `(${sql})`, parameters };
    return {
      sql: `(${sql}) AND c.groupId = :audienceGroupId`,
      parameters: { ...parameters, audienceGroupId: groupId },
    };
  }

  private ask<T>(sql: string, parameters: ObjectLiteral): Promise<T[]> {
    const { manager, dataSource } = this.unitOfWork;
    return query<T[]>(manager, ...dataSource.driver.escapeQueryWithParameters(sql, parameters));
  }
}

function sizeOf(counts: Counts | undefined): AudienceSize {
  const [people, withoutTelegram, blocked, optedOut] = [
    Number(counts?.people ?? 0),
    Number(counts?.withoutTelegram ?? 0),
    Number(counts?.blocked ?? 0),
    Number(counts?.optedOut ?? 0),
  ];
  return { people, withoutTelegram, blocked, optedOut, reachable: people - withoutTelegram - blocked - optedOut };
}
