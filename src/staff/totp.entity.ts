import {
  BaseEntity,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
} from 'typeorm';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { Staff } from './staff.entity.js';

/** The app that shows a person the codes of their second step. */
@Entity('staff_totp')
export class StaffTotp extends BaseEntity {
  @PrimaryColumn({ type: 'int', primaryKeyConstraintName: 'PK_staff_totp' })
  staffId!: number;

  @OneToOne(() => Staff, KEEP)
  @JoinColumn(foreignKey('FK_staff_totp_staff', 'staffId'))
  staff?: Staff;

  /** Encrypted: a stolen database makes no codes. */
  @Column({ type: 'varchar', length: 200 })
  sealedSecret!: string;

  /** Null until the person has shown a first code: only then is it asked for at the login. */
  @Column(nullable(instantColumn()))
  confirmedAt!: Date | null;

  /** The half-minute of the last code that was taken: no code is taken twice. */
  @Column({ type: 'int', default: 0 })
  lastStep!: number;

  @Column(instantColumn())
  createdAt!: Date;
}

/** Takes the place of a code, once: for the day on which the phone is lost. */
@Entity('totp_recovery_codes')
@Index('UQ_totp_recovery_codes_hash', ['hash'], { unique: true })
@Index('IDX_totp_recovery_codes_staff', ['staffId'])
export class TotpRecoveryCode extends BaseEntity {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_totp_recovery_codes' })
  id!: number;

  @Column({ type: 'int' })
  staffId!: number;

  @ManyToOne(() => Staff, KEEP)
  @JoinColumn(foreignKey('FK_totp_recovery_codes_staff', 'staffId'))
  staff?: Staff;

  @Column({ type: 'varchar', length: 64 })
  hash!: string;

  @Column(nullable(instantColumn()))
  usedAt!: Date | null;
}
