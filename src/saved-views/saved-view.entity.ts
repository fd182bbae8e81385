import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { foreignKey, KEEP } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { Staff } from '../staff/staff.entity.js';

/** A list as somebody of the staff wants to find it again: its filters, its order. */
@Entity('saved_views')
@Index('UQ_saved_views_name', ['staffId', 'resource', 'name'], { unique: true })
@Index('IDX_saved_views_resource', ['resource', 'isShared'])
export class SavedView extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_saved_views' })
  id!: number;

  @Column({ type: 'int' })
  staffId!: number;

  @ManyToOne(() => Staff, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_saved_views_staff', 'staffId'))
  staff?: Staff;

  /** The list, by the name of its entity. */
  @Column({ type: 'varchar', length: 40 })
  resource!: string;

  @Column({ type: 'varchar', length: 60 })
  name!: string;

  /** What stands in the list's address after the `?`. */
  @Column({ type: 'varchar', length: 2000 })
  query!: string;

  /** Offered to everybody who may see the list. */
  @Column({ type: 'boolean', default: false })
  isShared!: boolean;
}
