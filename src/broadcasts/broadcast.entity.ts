import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { Group } from '../groups/group.entity.js';
import { Staff } from '../staff/staff.entity.js';

export const AUDIENCES = ['all', 'active', 'inactive', 'expiring', 'group'] as const;
export type Audience = (typeof AUDIENCES)[number];
export const BROADCAST_STATUSES = ['draft', 'scheduled', 'running', 'paused', 'done', 'cancelled'] as const;
export type BroadcastStatus = (typeof BROADCAST_STATUSES)[number];

/** One text to an audience. */
@Entity('broadcasts')
@Index('IDX_broadcasts_status', ['status', 'scheduledAt'])
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

  @Column(nullable({ type: 'int' }))
  staffId!: number | null;

  @ManyToOne(() => Staff, KEEP)
  @JoinColumn(foreignKey('FK_broadcasts_staff', 'staffId'))
  staff?: Staff | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
