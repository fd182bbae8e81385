import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { whereIn } from '../db/columns.js';
import { moneyFromCents, type Money } from '../lib/money.js';
import { Payment } from './payment.entity.js';

/** In whole hundredths: SQLite would add decimals as binary fractions. */
const OWED_CENTS = 'SUM(ROUND(payment.owedAmount * 100))';

function debts(manager: EntityManager): SelectQueryBuilder<Payment> {
  return manager.createQueryBuilder(Payment, 'payment').where('payment.owedAmount > 0');
}

/** What each of the clients owes, by client id; one who owes nothing is left out. */
export async function debtsOf(manager: EntityManager, clientIds: readonly number[]): Promise<Map<number, Money>> {
  if (clientIds.length === 0) return new Map();
  const rows = await debts(manager)
    .select('payment.clientId', 'clientId')
    .addSelect(OWED_CENTS, 'cents')
    .andWhere({ clientId: whereIn(clientIds) })
    .groupBy('payment.clientId')
    .getRawMany<{ clientId: number; cents: number | string }>();
  return new Map(rows.map(({ clientId, cents }) => [Number(clientId), moneyFromCents(Number(cents))]));
}

/** What the clients of the list `owing`, which leaves out the archived, owe together. */
export async function totalDebt(manager: EntityManager): Promise<Money> {
  const row = await debts(manager)
    .innerJoin(Client, 'client', 'client.id = payment.clientId AND client.archivedAt IS NULL')
    .select(OWED_CENTS, 'cents')
    .getRawOne<{ cents: number | string | null }>();
  return moneyFromCents(Number(row?.cents ?? 0));
}
