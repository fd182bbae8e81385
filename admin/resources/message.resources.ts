import { AUDIENCES, Broadcast, BROADCAST_STATUSES } from '../../src/broadcasts/broadcast.entity.js';
import { Delivery, DELIVERY_CLASSES, DELIVERY_STATUSES } from '../../src/deliveries/delivery.entity.js';
import { failedSince, unreadFailure } from '../../src/deliveries/failed-messages.queries.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { ROW, type ResourceDefinition } from '../resource-definition.js';

const SUMMARY_LENGTH = 90;

/** A text without its tags, short enough for a line of a list. */
function summaryOf(text: string): string {
  const plain = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > SUMMARY_LENGTH ? `${plain.slice(0, SUMMARY_LENGTH)}…` : plain;
}

export function broadcastResource(): ResourceDefinition {
  return {
    entity: Broadcast,
    navigation: 'messages',
    title: 'summary',
    sort: { sortBy: 'id', direction: 'desc' },
    list: ['summary', 'audience', 'status', 'scheduledAt', 'createdAt'],
    filter: ['text', 'audience', 'status', 'createdAt'],
    enums: { audience: AUDIENCES, status: BROADCAST_STATUSES },
    virtual: { summary: { value: ({ text }) => summaryOf(String(text)) } },
  };
}

export function deliveryResource({ clock }: Pick<PanelDependencies, 'clock'>): ResourceDefinition {
  return {
    entity: Delivery,
    navigation: 'messages',
    title: 'id',
    sort: { sortBy: 'id', direction: 'desc' },
    list: ['clientId', 'deliveryClass', 'status', 'dueAt', 'sentAt', 'attempts', 'error'],
    show: ['clientId', 'broadcastId', 'deliveryClass', 'status', 'dueAt', 'expiresAt', 'sentAt', 'attempts', 'error'],
    filter: ['clientId', 'broadcastId', 'deliveryClass', 'status', 'dueAt', 'sentAt'],
    // What the message says may be an invitation's own link: only its addressee reads it.
    hidden: ['dedupeKey', 'leaseToken', 'leaseUntil', 'payload', 'messageId', 'method'],
    virtual: {
      // The list that the first page counts.
      unread: {
        options: ['true'],
        filter: (query) => {
          query.andWhere(unreadFailure(ROW), { failedSince: failedSince(clock.now()) });
        },
      },
    },
    properties: { error: { components: { list: 'DeliveryReasonValue', show: 'DeliveryReasonValue' } } },
    enums: { status: DELIVERY_STATUSES, deliveryClass: DELIVERY_CLASSES },
  };
}
