import { BaseEntity, Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../lib/calendar-date.js';

/**
 * How many clients more (or, negative, fewer) have a status from a day on: the sum up to a day is the number on that
 * day, however many clients there are. Kept by `StatusLedger` with every change of a client's chain.
 */
@Entity('status_days')
export class StatusDay extends BaseEntity {
  /** A `ClientStatus`, or `expiring`. */
  @PrimaryColumn({ type: 'varchar', length: 10, primaryKeyConstraintName: 'PK_status_days' })
  status!: string;

  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'PK_status_days' })
  day!: CalendarDate;

  @Column({ type: 'int' })
  clients!: number;
}
