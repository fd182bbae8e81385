import { BaseEntity, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { foreignKey, KEEP } from '../db/columns.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { Closure } from './closure.entity.js';

/**
 * Days, both inclusive, on which a group's closure concerns a client: those on which the client is in the group, a row for
 * each stay. Kept, so that a later change of group does not move dates of the past.
 */
@Entity('closure_clients')
@Index('IDX_closure_clients_closure', ['closureId', 'clientId'])
@Index('IDX_closure_clients_client', ['clientId', 'closureId'])
export class ClosureClient extends BaseEntity {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_closure_clients' })
  id!: number;

  @Column({ type: 'int' })
  closureId!: number;

  @ManyToOne(() => Closure, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_closure_clients_closure', 'closureId'))
  closure?: Closure;

  @Column({ type: 'int' })
  clientId!: number;

  @ManyToOne(() => Client, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_closure_clients_client', 'clientId'))
  client?: Client;

  @Column({ type: 'date' })
  startDate!: CalendarDate;

  @Column({ type: 'date' })
  endDate!: CalendarDate;
}
