import type { CohortDefinition, CohortKind, CohortMode } from '@groundswell/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** A saved set of people. Who is in it is told by ClickHouse. */
@Entity('cohorts')
@Unique('cohorts_project_id_name_key', ['projectId', 'name'])
@Check('cohorts_kind_known', `kind IN ('rules', 'list')`)
@Check('cohorts_mode_known', `mode IN ('live', 'static')`)
@Check('cohorts_rules_defined', `(kind = 'rules') = (definition IS NOT NULL)`)
export class CohortEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'cohorts_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('text')
  kind!: CohortKind;

  @Column('text')
  mode!: CohortMode;

  /** Null of a list. */
  @Column('jsonb', { nullable: true })
  definition!: CohortDefinition | null;

  /** Of the people in ClickHouse that were taken down last. */
  @Column('int', { default: 0 })
  generation!: number;

  /** People when they were last counted. */
  @Column('int', { nullable: true })
  size!: number | null;

  @Column('timestamptz', { name: 'sized_at', nullable: true })
  sizedAt!: Date | null;

  @Column('timestamptz', { name: 'refreshed_at', nullable: true })
  refreshedAt!: Date | null;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
