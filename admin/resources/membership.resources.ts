import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import { Payment, PAYMENT_METHODS } from '../../src/payments/payment.entity.js';
import { Training } from '../../src/trainings/training.entity.js';
import { freezeState, membershipState, OF_CLIENT } from '../lists/list-states.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { dayName, ROW, type ResourceDefinition, type Row } from '../resource-definition.js';

/** `01.03.2026 – 30.03.2026`: a record's title is the same text in every language. */
function periodName({ startDate, endDate }: Row): string {
  return `${dayName(startDate)} – ${dayName(endDate)}`;
}

/** Sold by the client's own action "renew"; changed by actions only: each replays the client's chain of periods. */
export function paymentResource({ paymentUndo, clock }: PanelDependencies): ResourceDefinition {
  return {
    entity: Payment,
    navigation: 'reception',
    title: 'period',
    list: ['clientId', 'planId', 'startDate', 'endDate', 'amount', 'owedAmount', 'method', 'saleDate'],
    show: [
      'history',
      'clientId',
      'planId',
      'terms',
      'startDate',
      'endDate',
      'visitsUsed',
      'amount',
      'paidAmount',
      'owedAmount',
      'method',
      'saleDate',
      'refundDate',
      'refundAmount',
      'note',
      'staffId',
      'createdAt',
    ],
    filter: [
      ...['clientId', 'planId', 'method', 'saleDate', 'startDate', 'endDate'],
      ...['amount', 'owedAmount', 'refundDate', 'isTrial', 'staffId'],
    ],
    lists: {
      tabs: { path: 'state', values: ['running', 'upcoming', 'ended', 'owing', 'refunded'] },
      search: 'q',
      totals: ['amount', 'owedAmount'],
      exported: [
        ...['clientId', 'planId', 'startDate', 'endDate', 'amount', 'paidAmount', 'owedAmount', 'method'],
        ...['saleDate', 'refundDate', 'refundAmount', 'visitLimit', 'visitsUsed', 'staffId', 'note'],
      ],
    },
    hidden: ['idempotencyKey', 'freezePolicy'],
    enums: { method: PAYMENT_METHODS },
    sort: { sortBy: 'id', direction: 'desc' },
    virtual: {
      q: OF_CLIENT,
      state: membershipState(clock),
      period: { value: periodName },
      terms: {},
      history: {},
      canUndo: {},
    },
    properties: {
      terms: { components: { show: 'PlanTerms' } },
      history: { components: { show: 'PaymentHistory' } },
    },
    enrich: async (rows, { role }) => {
      const undoable = role === 'owner' ? await paymentUndo.undoable(rows.map(({ id }) => Number(id))) : new Set();
      return rows.map(({ id }) => ({ canUndo: undoable.has(id) }));
    },
  };
}

/** Made, ended and cancelled by actions only: each replays the client's chain of periods. */
export function freezeResource({ clock }: PanelDependencies): ResourceDefinition {
  return {
    entity: LazyDays,
    navigation: 'reception',
    title: 'period',
    list: ['clientId', 'startDate', 'endDate', 'reason', 'createdAt'],
    show: ['clientId', 'startDate', 'endDate', 'askedEndDate', 'reason', 'paymentId', 'staffId', 'createdAt'],
    filter: ['clientId', 'startDate', 'endDate', 'reason', 'staffId', 'createdAt'],
    lists: { tabs: { path: 'state', values: ['running', 'upcoming', 'past'] }, search: 'q' },
    hidden: ['idempotencyKey'],
    sort: { sortBy: 'startDate', direction: 'desc' },
    virtual: { q: OF_CLIENT, state: freezeState(clock), period: { value: periodName } },
  };
}

export function visitResource({ trainings }: PanelDependencies): ResourceDefinition {
  return {
    entity: Training,
    navigation: 'reception',
    title: 'date',
    list: ['date', 'clientId', 'groupTrainingId', 'source'],
    show: ['date', 'clientId', 'groupTrainingId', 'paymentId', 'source', 'createdAt'],
    filter: ['clientId', 'groupTrainingId', 'date', 'source', 'createdAt'],
    lists: {
      search: 'q',
      bulk: [
        {
          name: 'undo',
          right: { resource: 'Training', action: 'undo' },
          run: (id, { actor }) => trainings.removeVisit(id, actor),
        },
      ],
    },
    virtual: { q: OF_CLIENT },
    edit: ['clientId', 'groupTrainingId', 'date'],
    hidden: ['slot'],
    enums: { source: ['panel', 'bot', 'api', 'import', 'demo'] },
    sort: { sortBy: 'date', direction: 'desc' },
    gateway: {
      fields: { clientId: 'number', groupTrainingId: 'number', date: 'text' },
      create: ({ date, ...input }, actor) => trainings.recordVisit({ ...input, ...(date ? { date } : {}) }, actor),
    },
    coachScope: (query, coachId) => {
      query.andWhere(
        `(${ROW}.clientId IN (SELECT c.id FROM clients c JOIN \`groups\` own ON own.id = c.groupId
            WHERE own.coachId = :scopeCoachId)
          OR ${ROW}.groupTrainingId IN (SELECT s.id FROM group_trainings s WHERE s.coachId = :scopeCoachId))`,
        { scopeCoachId: coachId },
      );
    },
  };
}
