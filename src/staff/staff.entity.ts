import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { Coach } from '../coaches/coach.entity.js';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';

export const STAFF_ROLES = ['owner', 'manager', 'coach'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** A person who logs into the panel. */
@Entity('staff')
@Index('UQ_staff_email', ['email'], { unique: true })
export class Staff extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_staff' })
  id!: number;

  /** Lower case. */
  @Column({ type: 'varchar', length: 190 })
  email!: string;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  /** Argon2id; leaves the service nowhere. */
  @Column({ type: 'varchar', length: 200, select: false })
  passwordHash!: string;

  @Column({ type: 'varchar', length: 10 })
  role!: StaffRole;

  /** Whose groups a person of role `coach` sees. */
  @Column(nullable({ type: 'int' }))
  coachId!: number | null;

  @ManyToOne(() => Coach, KEEP)
  @JoinColumn(foreignKey('FK_staff_coach', 'coachId'))
  coach?: Coach | null;

  @Column(nullable(instantColumn()))
  disabledAt!: Date | null;

  /** Set while the password is one that was generated: to be changed at the login, and worth nothing from then on. */
  @Column(nullable(instantColumn()))
  oneTimeUntil!: Date | null;

  /** Raised by a new password, another role or disabling: sessions begun before it end. */
  @Column({ type: 'int', default: 0 })
  sessionEpoch!: number;

  @Column(nullable(instantColumn()))
  lastLoginAt!: Date | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
