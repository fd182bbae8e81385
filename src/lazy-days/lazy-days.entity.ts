import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { foreignKey, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { Payment } from '../payments/payment.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { ImportBatch } from '../imports/import-batch.entity.js';

/** A freeze: days, both inclusive, on which a client's membership is not used up. */
@Entity('lazy_days')
@Index('IDX_lazy_days_client_period', ['clientId', 'startDate', 'endDate'])
@Index('IDX_lazy_days_period', ['startDate', 'endDate', 'clientId'])
@Index('IDX_lazy_days_payment', ['paymentId'])
@Index('UQ_lazy_days_idempotency', ['idempotencyKey'], { unique: true })
@Index('IDX_lazy_days_import', ['importId'])
export class LazyDays extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_lazy_days' })
  id!: number;

  @Column({ type: 'int' })
  clientId!: number;

  @ManyToOne(() => Client, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_lazy_days_client', 'clientId'))
  client?: Client;

  /** The payment that covered the first frozen day when it was asked for. */
  @Column({ type: 'int' })
  paymentId!: number;

  @ManyToOne(() => Payment, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_lazy_days_payment', 'paymentId'))
  payment?: Payment;

  @Column({ type: 'date' })
  startDate!: CalendarDate;

  @Column({ type: 'date' })
  endDate!: CalendarDate;

  /** What was asked at first; differs from `endDate` after an early return. */
  @Column({ type: 'date' })
  askedEndDate!: CalendarDate;

  /** False = given by the studio: does not count against the plan's limits. */
  @Column({ type: 'boolean', default: true })
  usesAllowance!: boolean;

  @Column(nullable({ type: 'varchar', length: 500 }))
  reason!: string | null;

  @Column(nullable({ type: 'int' }))
  staffId!: number | null;

  @ManyToOne(() => Staff, KEEP)
  @JoinColumn(foreignKey('FK_lazy_days_staff', 'staffId'))
  staff?: Staff | null;

  @Column(nullable({ type: 'varchar', length: 120 }))
  idempotencyKey!: string | null;

  /** The import that made it. */
  @Column(nullable({ type: 'int' }))
  importId!: number | null;

  @ManyToOne(() => ImportBatch, KEEP)
  @JoinColumn(foreignKey('FK_lazy_days_import', 'importId'))
  import?: ImportBatch | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
