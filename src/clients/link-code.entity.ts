import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { Staff } from '../staff/staff.entity.js';
import { Client } from './client.entity.js';

/** A single-use code that links a client's record with the Telegram account that opens it. Only its hash is kept. */
@Entity('link_codes')
@Index('UQ_link_codes_hash', ['hash'], { unique: true })
@Index('IDX_link_codes_client', ['clientId'])
export class LinkCode extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_link_codes' })
  id!: number;

  /** SHA-256, hexadecimal. */
  @Column({ type: 'varchar', length: 64 })
  hash!: string;

  @Column({ type: 'int' })
  clientId!: number;

  @ManyToOne(() => Client, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_link_codes_client', 'clientId'))
  client?: Client;

  @Column(nullable({ type: 'int' }))
  staffId!: number | null;

  @ManyToOne(() => Staff, KEEP)
  @JoinColumn(foreignKey('FK_link_codes_staff', 'staffId'))
  staff?: Staff | null;

  @Column(instantColumn())
  expiresAt!: Date;

  @Column(nullable(instantColumn()))
  usedAt!: Date | null;
}
