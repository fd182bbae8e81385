import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { Coach } from '../coaches/coach.entity.js';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { Group } from '../groups/group.entity.js';
import type { CalendarDate } from '../lib/calendar-date.js';

/** One session of a group on a day. */
@Entity('group_trainings')
@Index('IDX_group_trainings_date', ['date'])
@Index('IDX_group_trainings_group', ['groupId', 'date'])
@Index('IDX_group_trainings_coach', ['coachId', 'date'])
export class GroupTraining extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_group_trainings' })
  id!: number;

  @Column({ type: 'int' })
  groupId!: number;

  @ManyToOne(() => Group, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_group_trainings_group', 'groupId'))
  group?: Group;

  /** Who leads this session; may differ from the group's usual coach. */
  @Column({ type: 'int' })
  coachId!: number;

  @ManyToOne(() => Coach, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_group_trainings_coach', 'coachId'))
  coach?: Coach;

  /** The studio's civil date of `startsAt`. */
  @Column({ type: 'date' })
  date!: CalendarDate;

  @Column(instantColumn())
  startsAt!: Date;

  /** The online class; null for a session in the hall. */
  @Column(nullable({ type: 'varchar', length: 500 }))
  link!: string | null;

  @Column(nullable(instantColumn()))
  cancelledAt!: Date | null;

  /** When its clients were invited; null = nobody was. */
  @Column(nullable(instantColumn()))
  invitedAt!: Date | null;

  /** When the coach said that everyone who came is marked. */
  @Column(nullable(instantColumn()))
  closedAt!: Date | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
