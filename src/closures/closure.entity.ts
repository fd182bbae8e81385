import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { Group } from '../groups/group.entity.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { Staff } from '../staff/staff.entity.js';

export const CLOSURE_SCOPES = ['studio', 'group', 'plan'] as const;
export type ClosureScope = (typeof CLOSURE_SCOPES)[number];

/**
 * Days, both inclusive, on which the studio, a group or what a plan gives is closed (a holiday, repairs): no membership it
 * concerns is used up. Of a group it concerns the clients in `ClosureClient`, on the days on which they are in it.
 */
@Entity('closures')
@Index('IDX_closures_period', ['startDate', 'endDate'])
@Index('UQ_closures_idempotency', ['idempotencyKey'], { unique: true })
export class Closure extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_closures' })
  id!: number;

  @Column({ type: 'varchar', length: 10 })
  scope!: ClosureScope;

  @Column(nullable({ type: 'int' }))
  groupId!: number | null;

  @ManyToOne(() => Group, KEEP)
  @JoinColumn(foreignKey('FK_closures_group', 'groupId'))
  group?: Group | null;

  @Column(nullable({ type: 'int' }))
  planId!: number | null;

  @ManyToOne(() => MembershipPlan, KEEP)
  @JoinColumn(foreignKey('FK_closures_plan', 'planId'))
  plan?: MembershipPlan | null;

  @Column({ type: 'date' })
  startDate!: CalendarDate;

  @Column({ type: 'date' })
  endDate!: CalendarDate;

  @Column({ type: 'varchar', length: 200 })
  reason!: string;

  @Column(nullable({ type: 'int' }))
  staffId!: number | null;

  @ManyToOne(() => Staff, KEEP)
  @JoinColumn(foreignKey('FK_closures_staff', 'staffId'))
  staff?: Staff | null;

  /** Undone closures concern nobody any more and stay as history. */
  @Column(nullable(instantColumn()))
  undoneAt!: Date | null;

  @Column(nullable({ type: 'varchar', length: 120 }))
  idempotencyKey!: string | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
