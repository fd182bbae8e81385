import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { foreignKey, KEEP, moneyColumn, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Money } from '../lib/money.js';
import { Staff } from '../staff/staff.entity.js';
import { Payment, type PaymentMethod } from './payment.entity.js';

/** Money received later for a membership that was sold part-paid. */
@Entity('instalments')
@Index('IDX_instalments_payment', ['paymentId'])
@Index('IDX_instalments_date', ['date'])
@Index('UQ_instalments_idempotency', ['idempotencyKey'], { unique: true })
export class Instalment extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_instalments' })
  id!: number;

  @Column({ type: 'int' })
  paymentId!: number;

  @ManyToOne(() => Payment, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_instalments_payment', 'paymentId'))
  payment?: Payment;

  @Column(moneyColumn())
  amount!: Money;

  @Column({ type: 'varchar', length: 10 })
  method!: PaymentMethod;

  @Column({ type: 'date' })
  date!: CalendarDate;

  @Column(nullable({ type: 'varchar', length: 500 }))
  note!: string | null;

  @Column(nullable({ type: 'int' }))
  staffId!: number | null;

  @ManyToOne(() => Staff, KEEP)
  @JoinColumn(foreignKey('FK_instalments_staff', 'staffId'))
  staff?: Staff | null;

  @Column(nullable({ type: 'varchar', length: 120 }))
  idempotencyKey!: string | null;
}
