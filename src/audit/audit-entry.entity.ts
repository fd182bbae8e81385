import { BaseEntity, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instantColumn, nullable } from '../db/columns.js';

export const ACTOR_KINDS = ['staff', 'bot', 'api', 'import', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Who changed what, when, from what to what. Never edited, never deleted by hand. */
@Entity('audit_entries')
@Index('IDX_audit_entries_record', ['entity', 'entityId', 'id'])
@Index('IDX_audit_entries_at', ['at'])
@Index('IDX_audit_entries_actor', ['actorKind', 'actorId'])
@Index('IDX_audit_entries_action', ['action'])
@Index('IDX_audit_entries_entity', ['entity'])
export class AuditEntry extends BaseEntity {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_audit_entries' })
  id!: number;

  @Column(instantColumn())
  at!: Date;

  @Column({ type: 'varchar', length: 10 })
  actorKind!: ActorKind;

  /** The staff or token id; null for the system. */
  @Column(nullable({ type: 'int' }))
  actorId!: number | null;

  @Column({ type: 'varchar', length: 100 })
  actorName!: string;

  /** e.g. `payment.renew`. */
  @Column({ type: 'varchar', length: 40 })
  action!: string;

  /** The entity's class name, e.g. `Client`. */
  @Column({ type: 'varchar', length: 40 })
  entity!: string;

  @Column({ type: 'varchar', length: 64 })
  entityId!: string;

  /** Only the fields that changed. */
  @Column(nullable({ type: 'simple-json' }))
  before!: Record<string, unknown> | null;

  @Column(nullable({ type: 'simple-json' }))
  after!: Record<string, unknown> | null;
}
