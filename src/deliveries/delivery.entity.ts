import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Broadcast } from '../broadcasts/broadcast.entity.js';
import { Client } from '../clients/client.entity.js';
import { deliveryClassSchema, type DeliveryClass } from '../contract/deliveries.js';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';

export const DELIVERY_STATUSES = [
  'pending',
  'claimed',
  'sending',
  'sent',
  'blocked',
  'gone',
  'failed',
  'unknown',
  'cancelled',
  'expired',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
export const DELIVERY_CLASSES = deliveryClassSchema.options;

/** One Telegram message that must reach one chat: the outbox row, written in the same transaction as the fact. */
@Entity('deliveries')
@Index('UQ_deliveries_dedupe_key', ['dedupeKey'], { unique: true })
@Index('IDX_deliveries_due', ['status', 'priority', 'dueAt', 'id'])
@Index('IDX_deliveries_lease', ['status', 'leaseUntil'])
@Index('IDX_deliveries_broadcast', ['broadcastId', 'status'])
@Index('IDX_deliveries_client', ['clientId'])
export class Delivery extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_deliveries' })
  id!: number;

  /** One fact, one message: `reminder:<payment>:<last day>:<offset>`, `broadcast:<id>:<client>`. */
  @Column({ type: 'varchar', length: 120 })
  dedupeKey!: string;

  @Column({ type: 'varchar', length: 12, name: 'class' })
  deliveryClass!: DeliveryClass;

  /** Lower goes first: 0 interactive … 9 bulk. */
  @Column({ type: 'int', default: 5 })
  priority!: number;

  @Column(nullable({ type: 'int' }))
  clientId!: number | null;

  @ManyToOne(() => Client, KEEP)
  @JoinColumn(foreignKey('FK_deliveries_client', 'clientId'))
  client?: Client | null;

  @Column(nullable({ type: 'int' }))
  broadcastId!: number | null;

  @ManyToOne(() => Broadcast, KEEP)
  @JoinColumn(foreignKey('FK_deliveries_broadcast', 'broadcastId'))
  broadcast?: Broadcast | null;

  @Column({ type: 'varchar', length: 20 })
  chatId!: string;

  /** A method of the Bot API, e.g. `sendMessage`. */
  @Column({ type: 'varchar', length: 30 })
  method!: string;

  @Column({ type: 'simple-json' })
  payload!: Record<string, unknown>;

  @Column({ type: 'varchar', length: 10, default: 'pending' })
  status!: DeliveryStatus;

  @Column(instantColumn())
  dueAt!: Date;

  @Column(nullable(instantColumn()))
  expiresAt!: Date | null;

  @Column(nullable(instantColumn()))
  leaseUntil!: Date | null;

  @Column(nullable({ type: 'varchar', length: 40 }))
  leaseToken!: string | null;

  @Column({ type: 'int', default: 0 })
  attempts!: number;

  @Column(nullable({ type: 'varchar', length: 20 }))
  messageId!: string | null;

  @Column(nullable({ type: 'varchar', length: 300 }))
  error!: string | null;

  @Column(nullable(instantColumn()))
  sentAt!: Date | null;

  /** When an unknown outcome was sent once more, by the rule of its class or by staff. */
  @Column(nullable(instantColumn()))
  resentAt!: Date | null;
}
