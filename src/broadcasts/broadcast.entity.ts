import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { audienceKindSchema, broadcastStatusSchema, type BroadcastStatus } from '../contract/broadcasts.js';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { Group } from '../groups/group.entity.js';
import { Staff } from '../staff/staff.entity.js';

export const AUDIENCES = audienceKindSchema.options;
export type Audience = (typeof AUDIENCES)[number];
/** `preparing`: its recipients are being written, chunk by chunk. */
export const BROADCAST_STATUSES = broadcastStatusSchema.options;

/** One text to an audience. */
@Entity('broadcasts')
@Index('IDX_broadcasts_status', ['status', 'scheduledAt'])
@Index('UQ_broadcasts_idempotency', ['idempotencyKey'], { unique: true })
export class Broadcast extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_broadcasts' })
  id!: number;

  /** Telegram's HTML subset. */
  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'varchar', length: 10 })
  audience!: Audience;

  @Column(nullable({ type: 'int' }))
  groupId!: number | null;

  @ManyToOne(() => Group, KEEP)
  @JoinColumn(foreignKey('FK_broadcasts_group', 'groupId'))
  group?: Group | null;

  /** Of a group: its active clients only. */
  @Column({ type: 'boolean', default: false })
  activeOnly!: boolean;

  @Column({ type: 'varchar', length: 10, default: 'draft' })
  status!: BroadcastStatus;

  @Column(nullable(instantColumn()))
  scheduledAt!: Date | null;

  @Column(nullable(instantColumn()))
  startedAt!: Date | null;

  @Column(nullable(instantColumn()))
  finishedAt!: Date | null;

  /** Why it stands still by itself: `content_refused`. */
  @Column(nullable({ type: 'varchar', length: 40 }))
  statusReason!: string | null;

  @Column({ type: 'boolean', default: false })
  hasPhoto!: boolean;

  /** While it is `preparing`: the last client who has been looked at. */
  @Column({ type: 'int', default: 0 })
  cursorClientId!: number;

  /** Whom the audience had; the three below are left out of it. */
  @Column({ type: 'int', default: 0 })
  audienceCount!: number;

  @Column({ type: 'int', default: 0 })
  withoutTelegramCount!: number;

  @Column({ type: 'int', default: 0 })
  blockedCount!: number;

  @Column({ type: 'int', default: 0 })
  optedOutCount!: number;

  /** The admin of the bot who started it. */
  @Column(nullable({ type: 'varchar', length: 20 }))
  adminTelegramId!: string | null;

  /** Of the form that made it: a double click makes one. */
  @Column(nullable({ type: 'varchar', length: 120 }))
  idempotencyKey!: string | null;

  @Column(nullable({ type: 'int' }))
  staffId!: number | null;

  @ManyToOne(() => Staff, KEEP)
  @JoinColumn(foreignKey('FK_broadcasts_staff', 'staffId'))
  staff?: Staff | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
