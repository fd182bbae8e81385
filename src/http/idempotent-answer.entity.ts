import { BaseEntity, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instantColumn, nullable } from '../db/columns.js';

/** The first answer to a creating POST, kept so that a repeat of it gives the same. */
@Entity('idempotent_answers')
@Index('UQ_idempotent_answers_key', ['scope', 'key'], { unique: true })
@Index('IDX_idempotent_answers_created', ['createdAt'])
export class IdempotentAnswer extends BaseEntity {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_idempotent_answers' })
  id!: number;

  /** Token and path: two programs may use the same key. */
  @Column({ type: 'varchar', length: 120 })
  scope!: string;

  @Column({ type: 'varchar', length: 120 })
  key!: string;

  /** SHA-256 of the body, hex. */
  @Column({ type: 'varchar', length: 64 })
  bodyHash!: string;

  /** Null while the first request is still at work. */
  @Column(nullable({ type: 'int' }))
  status!: number | null;

  @Column(nullable({ type: 'text' }))
  body!: string | null;

  @Column(instantColumn())
  createdAt!: Date;
}
