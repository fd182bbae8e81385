import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { foreignKey, KEEP, moneyColumn, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { ImportBatch } from '../imports/import-batch.entity.js';
import type { Money } from '../lib/money.js';
import type { FreezePolicy } from '../plans/freeze-policy.js';
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
@Index('IDX_payments_sale_day', ['saleDate', 'paidAmount'])
@Index('IDX_payments_refund', ['refundDate', 'refundAmount'])
@Index('IDX_payments_plan', ['planId'])
@Index('IDX_payments_owed', ['owedAmount', 'clientId'])
@Index('IDX_payments_transferred_from', ['transferredFromId'])
@Index('IDX_payments_import', ['importId'])
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

  /** The days sold; with `durationMonths` the length of these months from where the period begins, a result of the replay. */
  @Column({ type: 'int' })
  durationDays!: number;

  /** Null = sold by days. */
  @Column(nullable({ type: 'int' }))
  durationMonths!: number | null;

  @Column({ type: 'boolean', default: false })
  isTrial!: boolean;

  /** Copied from the plan at the sale; null = no limit. */
  @Column(nullable({ type: 'int' }))
  visitLimit!: number | null;

  /** Visits that were used before the studio kept them here (an imported or transferred pack). */
  @Column({ type: 'int', default: 0 })
  visitsCarried!: number;

  /** `visitsCarried` and the visits on record that the replay takes from this membership. */
  @Column({ type: 'int', default: 0 })
  visitsUsed!: number;

  /** The day on which the last visit of the pack was taken; null = visits left, or no limit. */
  @Column(nullable({ type: 'date' }))
  usedUpDate!: CalendarDate | null;

  /** Copied from the plan at the sale; null = no limits. */
  @Column(nullable({ type: 'simple-json' }))
  freezePolicy!: FreezePolicy | null;

  /** The price agreed. */
  @Column(moneyColumn())
  amount!: Money;

  /** What was received on the day of sale, by `method`; later instalments have rows of their own. */
  @Column(moneyColumn({ default: 0 }))
  paidAmount!: Money;

  /** What is still to be paid; 0 once refunded. */
  @Column(moneyColumn({ default: 0 }))
  owedAmount!: Money;

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

  /** From this day on the rest belongs to another client. */
  @Column(nullable({ type: 'date' }))
  transferDate!: CalendarDate | null;

  /** The payment of another client whose rest this is. */
  @Column(nullable({ type: 'int' }))
  transferredFromId!: number | null;

  @ManyToOne(() => Payment, KEEP)
  @JoinColumn(foreignKey('FK_payments_transferred_from', 'transferredFromId'))
  transferredFrom?: Payment | null;

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

  /** The import that made it. */
  @Column(nullable({ type: 'int' }))
  importId!: number | null;

  @ManyToOne(() => ImportBatch, KEEP)
  @JoinColumn(foreignKey('FK_payments_import', 'importId'))
  import?: ImportBatch | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
