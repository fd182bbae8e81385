import type { IncomingMessage } from 'node:http';
import { hasScope } from '../api-tokens/api-token.rules.js';
import type { TokenHolder } from '../api-tokens/api-tokens.service.js';
import type { Actor, TelegramPerson } from '../audit/actor.js';
import type { TelegramRefusals } from '../audit/telegram-refusals.js';
import type { ClientQueries } from '../clients/clients.queries.js';
import { ACTING_TELEGRAM_HEADER } from '../contract/people.js';
import { telegramIdSchema } from '../contract/primitives.js';
import { DomainError } from '../errors/domain-error.js';
import { actorOf } from './authenticate.js';
import { headerOf } from './request-context.js';
import type { Route } from './route.js';
import type { NamedCall } from './telegram-rights.js';

export interface ActingPersonDependencies {
  clientQueries: ClientQueries;
  telegramRefusals: TelegramRefusals;
}

/**
 * Who acts: the token's holder, and with the header `x-telegram-id` the person for whom the bot calls. An archived
 * client may do nothing. Throws `forbidden` when the token may name nobody, or the route is not for that person.
 */
export async function actorForCall(
  route: Route,
  request: IncomingMessage,
  call: NamedCall,
  holder: TokenHolder,
  { clientQueries }: ActingPersonDependencies,
): Promise<Actor> {
  const header = headerOf(request, ACTING_TELEGRAM_HEADER);
  if (header === undefined) return actorOf(holder);
  const telegramId = telegramIdSchema.safeParse(header);
  if (!telegramId.success) throw new DomainError('malformed');
  if (!hasScope(holder.scopes, 'bot')) throw new DomainError('forbidden');
  const { kind, clientId, coachId, isAdmin } = await clientQueries.findTelegramUser(telegramId.data);
  const person = { id: telegramId.data, clientId, coachId, isAdmin };
  if (kind === 'archived' || !route.telegram?.allows(person, call)) throw new DomainError('forbidden');
  return { ...actorOf(holder), name: nameOf(holder, person), telegram: person };
}

/** The audit log names a client by number: an erased one leaves nothing personal behind. */
function nameOf({ name }: TokenHolder, { id, clientId, coachId, isAdmin }: TelegramPerson): string {
  if (isAdmin) return `${name}: admin ${clientId === null ? id : `(client ${clientId})`}`;
  if (clientId !== null) return `${name}: client ${clientId}`;
  return coachId === null ? name : `${name}: coach ${coachId}`;
}

/** Keeps a refusal that a person of the header got; where nobody was named there is nobody to keep it of. */
export async function recordRefusal(
  route: Route,
  request: IncomingMessage,
  holder: TokenHolder,
  error: unknown,
  { telegramRefusals }: ActingPersonDependencies,
): Promise<void> {
  const telegramId = telegramIdSchema.safeParse(headerOf(request, ACTING_TELEGRAM_HEADER));
  if (!telegramId.success || !hasScope(holder.scopes, 'bot')) return;
  if (!(error instanceof DomainError) || error.code !== 'forbidden') return;
  const facts = { call: `${route.method.toUpperCase()} ${route.path}` };
  await telegramRefusals.record(telegramId.data, 'telegram.refused', facts, actorOf(holder));
}
