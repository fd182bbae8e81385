import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { Coach } from '../coaches/coach.entity.js';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { ImportBatch } from '../imports/import-batch.entity.js';

/** Clients who train together. */
@Entity('groups')
@Index('IDX_groups_coach', ['coachId'])
@Index('IDX_groups_name', ['name'])
@Index('IDX_groups_import', ['importId'])
export class Group extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_groups' })
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  /** The usual coach; any other may lead a session. */
  @Column(nullable({ type: 'int' }))
  coachId!: number | null;

  @ManyToOne(() => Coach, KEEP)
  @JoinColumn(foreignKey('FK_groups_coach', 'coachId'))
  coach?: Coach | null;

  /** ISO weekdays, ascending: `"1,3,5"` is Monday, Wednesday, Friday; '' = no fixed days. */
  @Column({ type: 'varchar', length: 13, default: '' })
  weekdays!: string;

  /** `HH:MM` on the studio's wall clock; null = no fixed time. */
  @Column(nullable({ type: 'varchar', length: 5 }))
  startTime!: string | null;

  @Column({ type: 'int', default: 60 })
  durationMinutes!: number;

  /** Null = no limit. */
  @Column(nullable({ type: 'int' }))
  capacity!: number | null;

  @Column(nullable(instantColumn()))
  archivedAt!: Date | null;

  /** The import that made it. */
  @Column(nullable({ type: 'int' }))
  importId!: number | null;

  @ManyToOne(() => ImportBatch, KEEP)
  @JoinColumn(foreignKey('FK_groups_import', 'importId'))
  import?: ImportBatch | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
