import { BaseEntity, BeforeInsert, BeforeUpdate, Column } from 'typeorm';
import { instantColumn } from './columns.js';

/**
 * The base of the entities that keep when they were made and last changed (instants, UTC).
 * Set here and not by a column default: a database server's default follows its session's time zone.
 */
export abstract class CreatedAndUpdatedTime extends BaseEntity {
  @Column(instantColumn())
  createdAt!: Date;

  @Column(instantColumn())
  updatedAt!: Date;

  @BeforeInsert()
  protected stampCreated(): void {
    this.createdAt ??= new Date();
    this.updatedAt ??= this.createdAt;
  }

  @BeforeUpdate()
  protected stampUpdated(): void {
    this.updatedAt = new Date();
  }
}
