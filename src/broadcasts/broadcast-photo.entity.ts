import { BaseEntity, Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { foreignKey, instantColumn, KEEP } from '../db/columns.js';
import { Broadcast } from './broadcast.entity.js';

/** A broadcast's photo, apart from it so that lists never carry bytes (docs/adr/0008). */
@Entity('broadcast_photos')
export class BroadcastPhoto extends BaseEntity {
  @PrimaryColumn({ type: 'int', primaryKeyConstraintName: 'PK_broadcast_photos' })
  broadcastId!: number;

  @OneToOne(() => Broadcast, KEEP)
  @JoinColumn(foreignKey('FK_broadcast_photos_broadcast', 'broadcastId'))
  broadcast?: Broadcast;

  @Column({ type: 'varchar', length: 20 })
  mimeType!: string;

  @Column({ type: 'mediumblob' })
  bytes!: Buffer;

  @Column(instantColumn())
  updatedAt!: Date;
}
