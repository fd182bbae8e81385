import { AUDIENCES, Broadcast, BROADCAST_STATUSES } from '../../src/broadcasts/broadcast.entity.js';
import { Delivery, DELIVERY_CLASSES, DELIVERY_STATUSES } from '../../src/deliveries/delivery.entity.js';
import type { ResourceDefinition } from '../resource-definition.js';

export function broadcastResource(): ResourceDefinition {
  return {
    entity: Broadcast,
    navigation: 'messages',
    title: 'text',
    sort: { sortBy: 'id', direction: 'desc' },
    list: ['text', 'audience', 'status', 'scheduledAt', 'createdAt'],
    filter: ['text', 'audience', 'status', 'createdAt'],
    enums: { audience: AUDIENCES, status: BROADCAST_STATUSES },
  };
}

export function deliveryResource(): ResourceDefinition {
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
    enums: { status: DELIVERY_STATUSES, deliveryClass: DELIVERY_CLASSES },
  };
}
