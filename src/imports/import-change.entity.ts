import { BaseEntity, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { foreignKey, KEEP } from '../db/columns.js';
import { ImportBatch } from './import-batch.entity.js';

/** What an import filled in of a client that was known before. */
@Entity('import_changes')
@Index('IDX_import_changes_import', ['importId'])
@Index('IDX_import_changes_client', ['clientId'])
export class ImportChange extends BaseEntity {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_import_changes' })
  id!: number;

  @Column({ type: 'int' })
  importId!: number;

  @ManyToOne(() => ImportBatch, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_import_changes_import', 'importId'))
  import?: ImportBatch;

  @Column({ type: 'int' })
  clientId!: number;

  @ManyToOne(() => Client, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_import_changes_client', 'clientId'))
  client?: Client;

  @Column({ type: 'simple-json' })
  before!: Record<string, unknown>;

  @Column({ type: 'simple-json' })
  after!: Record<string, unknown>;
}
