import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../accounts/user.entity.js';
import { ProjectEntity } from '../projects/project.entity.js';

/** bigint as a number; what is not given is left to the column's default. */
const COUNT = { from: Number, to: (value?: number) => value?.toString() };

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

  @Column('bigint', { default: 0, transformer: COUNT })
  rows!: number;

  @Column('bigint', { default: 0, transformer: COUNT })
  accepted!: number;

  @Column('bigint', { default: 0, transformer: COUNT })
  rejected!: number;

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
