import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instantColumn, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';

export const API_SCOPES = ['bot', 'read', 'write'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A token of another program; only its hash is kept. */
@Entity('api_tokens')
@Index('UQ_api_tokens_hash', ['hash'], { unique: true })
export class ApiToken extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_api_tokens' })
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  /** SHA-256, hex. */
  @Column({ type: 'varchar', length: 64, select: false })
  hash!: string;

  @Column({ type: 'varchar', length: 4 })
  last4!: string;

  /** Comma-separated `ApiScope`s. */
  @Column({ type: 'varchar', length: 60 })
  scopes!: string;

  @Column(nullable(instantColumn()))
  lastUsedAt!: Date | null;

  /** From then on it is refused; null = it never ends by itself. */
  @Column(nullable(instantColumn()))
  expiresAt!: Date | null;

  @Column(nullable(instantColumn()))
  revokedAt!: Date | null;
}
