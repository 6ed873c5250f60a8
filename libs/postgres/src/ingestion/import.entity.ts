import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../accounts/user.entity.js';
import { ProjectEntity } from '../projects/project.entity.js';

/** bigint as a number; what is not given is left to the column's default. */
const COUNT = { from: Number, to: (value?: number) => value?.toString() };
const OPTIONAL_COUNT = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value?: number | null) => value?.toString(),
};

@Entity('imports')
@Check('imports_state_known', `state IN ('running', 'done', 'failed')`)
export class ImportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Index('imports_project_id_idx')
  @ForeignKey(() => ProjectEntity, { name: 'imports_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text', { name: 'file_name' })
  fileName!: string;

  /** `done` means queryable. */
  @Column('text')
  state!: 'running' | 'done' | 'failed';

  /** What it is read as: whose export it is, or how the file is written. Null while nobody looked. */
  @Column('text', { nullable: true })
  format!: string | null;

  /** Share of the file that is read, 0..1. */
  @Column('double precision', { default: 0 })
  progress!: number;

  /** Rows whose effects are noted here: an import that was cut off goes on behind them. */
  @Column('bigint', { default: 0, transformer: COUNT })
  rows!: number;

  @Column('bigint', { default: 0, transformer: COUNT })
  accepted!: number;

  @Column('bigint', { default: 0, transformer: COUNT })
  rejected!: number;

  /** Accepted rows that changed nothing, as their message ids were stored before; null until that is known. */
  @Column('bigint', { nullable: true, transformer: OPTIONAL_COUNT })
  duplicates!: number | null;

  @Column('jsonb', { name: 'rejected_sample', default: [] })
  rejectedSample!: { line: number; reason: string }[];

  /** Highest offset appended per partition: stored once the pipeline is past all of them. */
  @Column('jsonb', { default: {} })
  offsets!: Record<string, string>;

  /** Why it failed, in one sentence. */
  @Column('text', { nullable: true })
  error!: string | null;

  @ForeignKey(() => UserEntity, { name: 'imports_created_by_fkey', onDelete: 'SET NULL' })
  @Column('int', { name: 'created_by', nullable: true })
  createdBy!: number | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
