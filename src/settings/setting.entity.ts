import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';

/** One setting that differs from its default (`settings/setting.rules.ts` lists them all). */
@Entity('settings')
export class Setting extends CreatedAndUpdatedTime {
  @PrimaryColumn({ type: 'varchar', length: 64, primaryKeyConstraintName: 'PK_settings' })
  key!: string;

  @Column({ type: 'simple-json' })
  value!: unknown;
}
