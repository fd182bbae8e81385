import { BaseEntity, Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { foreignKey, instantColumn, KEEP } from '../db/columns.js';
import { Client } from './client.entity.js';

/** A client's photo, apart from the client so that lists never carry bytes (docs/adr/0008). */
@Entity('client_photos')
export class ClientPhoto extends BaseEntity {
  @PrimaryColumn({ type: 'int', primaryKeyConstraintName: 'PK_client_photos' })
  clientId!: number;

  @OneToOne(() => Client, KEEP)
  @JoinColumn(foreignKey('FK_client_photos_client', 'clientId'))
  client?: Client;

  @Column({ type: 'varchar', length: 20 })
  mimeType!: string;

  @Column({ type: 'mediumblob' })
  bytes!: Buffer;

  @Column(instantColumn())
  updatedAt!: Date;
}
