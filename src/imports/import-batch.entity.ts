import { BaseEntity, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { instantColumn, nullable } from '../db/columns.js';

/** One import that was written: what it made carries its id, so that it can be undone. */
@Entity('imports')
export class ImportBatch extends BaseEntity {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_imports' })
  id!: number;

  @Column({ type: 'varchar', length: 255 })
  fileName!: string;

  @Column(instantColumn())
  at!: Date;

  @Column({ type: 'varchar', length: 100 })
  actorName!: string;

  @Column({ type: 'int' })
  addedClients!: number;

  @Column({ type: 'int' })
  addedPayments!: number;

  @Column({ type: 'int' })
  addedFreezes!: number;

  @Column(nullable(instantColumn()))
  undoneAt!: Date | null;
}
