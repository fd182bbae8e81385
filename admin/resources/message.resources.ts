import { AUDIENCES, Broadcast, BROADCAST_STATUSES } from '../../src/broadcasts/broadcast.entity.js';
import { Delivery, DELIVERY_CLASSES, DELIVERY_STATUSES } from '../../src/deliveries/delivery.entity.js';
import { failedSince, unreadFailure } from '../../src/deliveries/failed-messages.queries.js';
import { messageState, OF_CLIENT } from '../lists/list-states.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { ROW, type ResourceDefinition } from '../resource-definition.js';

const SUMMARY_LENGTH = 90;

/** A text without its tags, short enough for a line of a list. */
function summaryOf(text: string): string {
  const plain = text
    .replace(/<[^<>]*>/g, ' ')
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
    filter: ['text', 'audience', 'scheduledAt', 'createdAt'],
    lists: { tabs: { path: 'status', values: BROADCAST_STATUSES }, search: 'text' },
    enums: { audience: AUDIENCES, status: BROADCAST_STATUSES },
    virtual: { summary: { value: ({ text }) => summaryOf(String(text)) } },
  };
}

export function deliveryResource({ clock, failedMessages }: PanelDependencies): ResourceDefinition {
  return {
    entity: Delivery,
    navigation: 'messages',
    title: 'id',
    sort: { sortBy: 'id', direction: 'desc' },
    list: ['clientId', 'deliveryClass', 'status', 'dueAt', 'sentAt', 'attempts', 'error'],
    show: ['clientId', 'broadcastId', 'deliveryClass', 'status', 'dueAt', 'expiresAt', 'sentAt', 'attempts', 'error'],
    filter: ['clientId', 'broadcastId', 'deliveryClass', 'status', 'dueAt', 'sentAt', 'attempts'],
    lists: {
      tabs: { path: 'state', values: ['attention', 'waiting', 'sent', 'undelivered', 'dropped'] },
      search: 'q',
      exported: ['clientId', 'deliveryClass', 'status', 'dueAt', 'sentAt', 'attempts'],
      bulk: [
        {
          name: 'resolve',
          right: { resource: 'Delivery', action: 'resolve' },
          onTabs: ['attention', 'undelivered'],
          run: (id, { actor }) => failedMessages.resolve(id, actor),
        },
      ],
    },
    // What the message says may be an invitation's own link: only its addressee reads it.
    hidden: ['dedupeKey', 'leaseToken', 'leaseUntil', 'payload', 'messageId', 'method'],
    virtual: {
      q: OF_CLIENT,
      state: messageState(clock),
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
