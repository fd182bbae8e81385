import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { invitationStatusSchema, type InvitationStatus } from '../contract/sessions.js';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { GroupTraining } from '../trainings/group-training.entity.js';

export const INVITATION_STATUSES = invitationStatusSchema.options;

/** One client asked to one session. */
@Entity('invitations')
@Index('UQ_invitations_session_client', ['groupTrainingId', 'clientId'], { unique: true })
@Index('IDX_invitations_client', ['clientId'])
@Index('IDX_invitations_expiry', ['status', 'expiresAt'])
export class Invitation extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_invitations' })
  id!: number;

  @Column({ type: 'int' })
  groupTrainingId!: number;

  @ManyToOne(() => GroupTraining, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_invitations_session', 'groupTrainingId'))
  groupTraining?: GroupTraining;

  @Column({ type: 'int' })
  clientId!: number;

  @ManyToOne(() => Client, { ...KEEP, nullable: false })
  @JoinColumn(foreignKey('FK_invitations_client', 'clientId'))
  client?: Client;

  @Column({ type: 'varchar', length: 10, default: 'sent' })
  status!: InvitationStatus;

  @Column(instantColumn())
  expiresAt!: Date;

  @Column(nullable(instantColumn()))
  answeredAt!: Date | null;
}
