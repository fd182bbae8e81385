import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { foreignKey, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { Payment } from '../payments/payment.entity.js';
import { GroupTraining } from './group-training.entity.js';

export type VisitSource = 'panel' | 'bot' | 'api' | 'import' | 'demo';

/** One client's visit on one day, usually of a session. */
@Entity('trainings')
@Index('UQ_trainings_client_slot', ['clientId', 'slot'], { unique: true })
@Index('IDX_trainings_day', ['date', 'clientId'])
@Index('IDX_trainings_session', ['groupTrainingId'])
@Index('IDX_trainings_payment', ['paymentId'])
export class Training extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_trainings' })
  id!: number;

  @Column({ type: 'int' })
  clientId!: number;

  @ManyToOne(() => Client, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_trainings_client', 'clientId'))
  client?: Client;

  @Column(nullable({ type: 'int' }))
  groupTrainingId!: number | null;

  @ManyToOne(() => GroupTraining, KEEP)
  @JoinColumn(foreignKey('FK_trainings_session', 'groupTrainingId'))
  groupTraining?: GroupTraining | null;

  /** The membership that the visit was taken from; null for the owner's override. */
  @Column(nullable({ type: 'int' }))
  paymentId!: number | null;

  @ManyToOne(() => Payment, KEEP)
  @JoinColumn(foreignKey('FK_trainings_payment', 'paymentId'))
  payment?: Payment | null;

  @Column({ type: 'date' })
  date!: CalendarDate;

  /** `s<session id>` or `d<date>`: with the client unique, so one visit is never counted twice. */
  @Column({ type: 'varchar', length: 20 })
  slot!: string;

  @Column({ type: 'varchar', length: 10 })
  source!: VisitSource;
}
