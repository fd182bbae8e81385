import { BaseEntity, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { instantColumn, nullable } from '../db/columns.js';

export type JobStatus = 'running' | 'done' | 'failed';

/** One job in one time slot. The unique pair is the lock of the whole cluster: who inserts it runs the job. */
@Entity('job_runs')
@Index('UQ_job_runs_job_slot', ['job', 'slot'], { unique: true })
@Index('IDX_job_runs_started', ['startedAt'])
export class JobRun extends BaseEntity {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_job_runs' })
  id!: number;

  @Column({ type: 'varchar', length: 60 })
  job!: string;

  /** The start of the slot, ISO 8601 UTC to the minute. */
  @Column({ type: 'varchar', length: 30 })
  slot!: string;

  @Column({ type: 'varchar', length: 10 })
  status!: JobStatus;

  @Column(instantColumn())
  startedAt!: Date;

  @Column(nullable(instantColumn()))
  finishedAt!: Date | null;

  @Column(nullable({ type: 'varchar', length: 300 }))
  error!: string | null;
}
