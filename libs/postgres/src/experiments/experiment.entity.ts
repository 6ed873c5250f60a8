import type {
  AnalysisSettings,
  Assignment,
  ExperimentKind,
  ExperimentMetric,
  ExperimentPlan,
  ExperimentState,
  ExperimentTemplate,
  Variation,
  Verdict,
  WeightChange,
} from '@groundswell/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  PrimaryGeneratedColumn,
  Unique,
  VersionColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** An A/B test: who gets what, what is measured, and what was decided. */
@Entity('experiments')
@Unique('experiments_project_id_key_key', ['projectId', 'key'])
@Check('experiments_kind_known', `kind IN ('test', 'holdout')`)
@Check('experiments_state_known', `state IN ('draft', 'running', 'stopped', 'archived')`)
export class ExperimentEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'experiments_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  /** What SDKs call it, and exposures name. */
  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  /** A holdout is an experiment of its own: its control is kept from what is tested and shipped. */
  @Column('text', { default: 'test' })
  kind!: ExperimentKind;

  /** What its wizard began from. */
  @Column('text', { default: 'blank' })
  template!: ExperimentTemplate;

  @Column('text', { default: '' })
  hypothesis!: string;

  @Column('text', { default: 'draft' })
  state!: ExperimentState;

  /** The first is the control. */
  @Column('jsonb')
  variations!: Variation[];

  @Column('jsonb')
  assignment!: Assignment;

  @Column('jsonb', { default: [] })
  metrics!: ExperimentMetric[];

  @Column('jsonb')
  settings!: AnalysisSettings;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'stopped_at', nullable: true })
  stoppedAt!: Date | null;

  @Column('text', { nullable: true })
  verdict!: Verdict | null;

  /** Key of the variation that everybody gets from the verdict on. */
  @Column('text', { name: 'shipped_variation', nullable: true })
  shippedVariation!: string | null;

  @Column('text', { name: 'verdict_reason', default: '' })
  verdictReason!: string;

  /** For whoever thinks of the same again. */
  @Column('text', { default: '' })
  learned!: string;

  /** As it was planned on the day of the start. */
  @Column('jsonb', { nullable: true })
  planned!: ExperimentPlan | null;

  /** Of a bandit whose weights were moved; those of the start first. */
  @Column('jsonb', { name: 'weight_changes', default: [] })
  weightChanges!: WeightChange[];

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
