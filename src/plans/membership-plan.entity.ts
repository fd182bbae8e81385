import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { foreignKey, instantColumn, KEEP, moneyColumn, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import type { Money } from '../lib/money.js';
import { ImportBatch } from '../imports/import-batch.entity.js';

/** What is sold. Null in a limit means "no limit". A sale keeps its own copy of what it was sold with. */
@Entity('membership_plans')
@Index('UQ_membership_plans_name', ['name'], { unique: true })
@Index('IDX_membership_plans_import', ['importId'])
export class MembershipPlan extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_membership_plans' })
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  /** With `durationMonths` only an approximate length, to sort by. */
  @Column({ type: 'int' })
  durationDays!: number;

  /** Null = sold by days. */
  @Column(nullable({ type: 'int' }))
  durationMonths!: number | null;

  /** Sold once per person. */
  @Column({ type: 'boolean', default: false })
  isTrial!: boolean;

  @Column(moneyColumn())
  price!: Money;

  @Column(nullable({ type: 'int' }))
  visitLimit!: number | null;

  @Column({ type: 'boolean', default: true })
  freezeAllowed!: boolean;

  /** Frozen days in all per membership. */
  @Column(nullable({ type: 'int' }))
  freezeTotalDays!: number | null;

  @Column(nullable({ type: 'int' }))
  freezeMinDays!: number | null;

  @Column(nullable({ type: 'int' }))
  freezeMaxDays!: number | null;

  @Column(nullable({ type: 'int' }))
  freezeMaxCount!: number | null;

  /** Whole days between asking and the first frozen day. */
  @Column(nullable({ type: 'int' }))
  freezeNoticeDays!: number | null;

  @Column(nullable(instantColumn()))
  archivedAt!: Date | null;

  /** The import that made it. */
  @Column(nullable({ type: 'int' }))
  importId!: number | null;

  @ManyToOne(() => ImportBatch, KEEP)
  @JoinColumn(foreignKey('FK_membership_plans_import', 'importId'))
  import?: ImportBatch | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
