import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { ImportBatch } from '../imports/import-batch.entity.js';

/** A trainer. */
@Entity('coaches')
@Index('IDX_coaches_search_name', ['searchName'])
@Index('UQ_coaches_telegram_id', ['telegramId'], { unique: true })
@Index('IDX_coaches_import', ['importId'])
export class Coach extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_coaches' })
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  firstName!: string;

  @Column({ type: 'varchar', length: 100, default: '' })
  lastName!: string;

  @Column({ type: 'varchar', length: 310 })
  searchName!: string;

  @Column(nullable({ type: 'varchar', length: 20 }))
  phone!: string | null;

  @Column(nullable({ type: 'varchar', length: 20 }))
  telegramId!: string | null;

  @Column(nullable(instantColumn()))
  archivedAt!: Date | null;

  /** The import that made it. */
  @Column(nullable({ type: 'int' }))
  importId!: number | null;

  @ManyToOne(() => ImportBatch, KEEP)
  @JoinColumn(foreignKey('FK_coaches_import', 'importId'))
  import?: ImportBatch | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
