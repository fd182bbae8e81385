import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';
import { instantColumn, nullable } from '../db/columns.js';

/** What Telegram's "too many requests" has taught us; one row, `telegram`, shared by all workers and kept over restarts. */
@Entity('sending_state')
export class SendingState extends BaseEntity {
  @PrimaryColumn({ type: 'varchar', length: 20, primaryKeyConstraintName: 'PK_sending_state' })
  name!: string;

  /** Nothing of the class `bulk` is begun before. */
  @Column(nullable(instantColumn()))
  bulkPausedUntil!: Date | null;

  @Column({ type: 'int', default: 25 })
  bulkPerSecond!: number;

  /** When Telegram last asked to wait, or the rate was last raised again. */
  @Column(nullable(instantColumn()))
  rateChangedAt!: Date | null;
}
