import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { foreignKey, KEEP, moneyColumn, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Money } from '../lib/money.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { Staff } from '../staff/staff.entity.js';

export const PAYMENT_METHODS = ['cash', 'card', 'transfer', 'other'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/**
 * Money received for one membership period `[startDate, endDate]`, both days inclusive.
 * What was sold (duration, asked start, sale day, refund day) is the input; the period is the stored result of replaying
 * the client's chain (`payments/chain.rules.ts`) and is written only together with a change of an input.
 */
@Entity('payments')
@Index('IDX_payments_client_period', ['clientId', 'startDate', 'endDate'])
@Index('IDX_payments_period', ['startDate', 'endDate', 'clientId'])
@Index('IDX_payments_end', ['endDate', 'clientId'])
@Index('IDX_payments_sale', ['saleDate'])
@Index('IDX_payments_plan', ['planId'])
@Index('UQ_payments_idempotency', ['idempotencyKey'], { unique: true })
export class Payment extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_payments' })
  id!: number;

  @Column({ type: 'int' })
  clientId!: number;

  @ManyToOne(() => Client, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_payments_client', 'clientId'))
  client?: Client;

  @Column(nullable({ type: 'int' }))
  planId!: number | null;

  @ManyToOne(() => MembershipPlan, KEEP)
  @JoinColumn(foreignKey('FK_payments_plan', 'planId'))
  plan?: MembershipPlan | null;

  @Column({ type: 'int' })
  durationDays!: number;

  /** Copied from the plan at the sale; null = no limit. */
  @Column(nullable({ type: 'int' }))
  visitLimit!: number | null;

  @Column({ type: 'int', default: 0 })
  visitsUsed!: number;

  @Column(moneyColumn())
  amount!: Money;

  @Column({ type: 'varchar', length: 10 })
  method!: PaymentMethod;

  @Column({ type: 'date' })
  saleDate!: CalendarDate;

  /** Null = as soon as possible. */
  @Column(nullable({ type: 'date' }))
  askedStartDate!: CalendarDate | null;

  @Column({ type: 'date' })
  startDate!: CalendarDate;

  /** The last paid day; the day before `startDate` when a refund left no day. */
  @Column({ type: 'date' })
  endDate!: CalendarDate;

  @Column(nullable({ type: 'date' }))
  refundDate!: CalendarDate | null;

  @Column(nullable(moneyColumn()))
  refundAmount!: Money | null;

  @Column(nullable({ type: 'varchar', length: 500 }))
  note!: string | null;

  /** Who sold it; null for the bot, the API and imports. */
  @Column(nullable({ type: 'int' }))
  staffId!: number | null;

  @ManyToOne(() => Staff, KEEP)
  @JoinColumn(foreignKey('FK_payments_staff', 'staffId'))
  staff?: Staff | null;

  /** The form's or the caller's key: the same key never sells twice. */
  @Column(nullable({ type: 'varchar', length: 120 }))
  idempotencyKey!: string | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
