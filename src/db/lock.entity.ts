import { BaseEntity, Entity, PrimaryColumn } from 'typeorm';

/** A row to lock where no other row stands for what must wait; see `UnitOfWork.share` and `UnitOfWork.exclude`. */
@Entity('locks')
export class Lock extends BaseEntity {
  @PrimaryColumn({ type: 'varchar', length: 40, primaryKeyConstraintName: 'PK_locks' })
  name!: string;
}
