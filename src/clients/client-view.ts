import type { EntityManager } from 'typeorm';
import type { ClientView } from '../contract/clients.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { parseLanguage } from '../lib/wording.js';
import type { ListedClient } from './client-list.queries.js';
import { clientStatusOn, lastPaidDay, paidDaysLeft } from './client-status.rules.js';
import { readStatusFactsFrom, type ChainFacts } from './status-facts.queries.js';

const NO_FACTS: ChainFacts = { payments: [], freezes: [], closures: [] };

/** The clients as they leave the server, in the given order. */
export async function viewsOf(
  manager: EntityManager,
  clients: readonly ListedClient[],
  today: CalendarDate,
): Promise<ClientView[]> {
  const ids = clients.map(({ id }) => id);
  const facts = await readStatusFactsFrom(manager, today, ids);
  return clients.map((client) => presentClient(client, facts.get(client.id) ?? NO_FACTS, today));
}

/** An allow-list: what leaves the server about a client. */
export function presentClient(client: ListedClient, facts: ChainFacts, today: CalendarDate): ClientView {
  return {
    id: client.id,
    firstName: client.firstName,
    lastName: client.lastName,
    phone: client.phone,
    phoneVerified: client.phoneVerifiedAt !== null,
    email: client.email,
    region: client.region,
    birthDate: client.birthDate,
    cardNumber: client.cardNumber,
    telegramId: client.telegramId,
    language: parseLanguage(client.language),
    groupId: client.groupId,
    hasPhoto: client.hasPhoto,
    status: clientStatusOn(today, { archivedDate: client.archivedDate, ...facts }),
    endDate: lastPaidDay(facts.payments),
    daysLeft: paidDaysLeft(today, facts),
  };
}
