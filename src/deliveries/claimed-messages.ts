import type { EntityManager } from 'typeorm';
import { broadcastMessage, type BroadcastContent } from '../broadcasts/broadcast-message.js';
import {
  deliveryPayloadSchema,
  type ClaimedDelivery,
  type DeliveryClass,
  type DeliveryPayload,
} from '../contract/deliveries.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import { parseLanguage, type Language } from '../lib/wording.js';
import { methodOf } from './delivery.rules.js';

interface ClaimedRow {
  id: number;
  chatId: string;
  deliveryClass: DeliveryClass;
  payload: string;
  broadcastId: number | null;
  /** Null = to nobody of the clients. */
  firstName: string | null;
  lastName: string | null;
  language: string | null;
}

/**
 * The messages of the rows, in their order. Those of a broadcast are made here, from its text and the client's names:
 * a hundred thousand rows do not copy a text (docs/adr/0011).
 */
export async function readMessages(
  manager: EntityManager,
  ids: readonly number[],
  leaseToken: string,
  defaultLanguage: Language,
): Promise<ClaimedDelivery[]> {
  const rows = await query<ClaimedRow[]>(
    manager,
    `SELECT d.id, d.chatId, d.class AS deliveryClass, d.payload, d.broadcastId, c.firstName, c.lastName, c.language
     FROM deliveries d LEFT JOIN clients c ON c.id = d.clientId WHERE d.id IN (${placesFor(ids)})`,
    ids,
  );
  const contents = await readContents(manager, rows);
  const messages = new Map<number, ClaimedDelivery>();
  for (const row of rows) {
    const { id, chatId, deliveryClass } = row;
    const payload = payloadOf(row, contents, defaultLanguage);
    messages.set(id, { id, leaseToken, chatId, method: methodOf(payload), payload, class: deliveryClass });
  }
  return ids.flatMap((id) => messages.get(id) ?? []);
}

async function readContents(
  manager: EntityManager,
  rows: readonly ClaimedRow[],
): Promise<Map<number, BroadcastContent>> {
  const ids = [...new Set(rows.flatMap(({ broadcastId }) => broadcastId ?? []))];
  if (ids.length === 0) return new Map();
  const broadcasts = await query<(BroadcastContent & { hasPhoto: unknown })[]>(
    manager,
    `SELECT id, text, hasPhoto FROM broadcasts WHERE id IN (${placesFor(ids)})`,
    ids,
  );
  return new Map(broadcasts.map((content) => [content.id, { ...content, hasPhoto: Boolean(content.hasPhoto) }]));
}

function payloadOf(
  { broadcastId, payload, firstName, lastName, language }: ClaimedRow,
  contents: ReadonlyMap<number, BroadcastContent>,
  defaultLanguage: Language,
): DeliveryPayload {
  const content = broadcastId === null ? undefined : contents.get(broadcastId);
  if (!content) return deliveryPayloadSchema.parse(JSON.parse(payload));
  const person = { firstName: firstName ?? '', lastName: lastName ?? '' };
  return broadcastMessage(content, person, parseLanguage(language) ?? defaultLanguage);
}
