import type { MetricDefinition, MetricDirection } from '@groundswell/contracts';
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

/** A measure defined once, for experiments and charts alike. */
@Entity('metrics')
@Unique('metrics_project_id_name_key', ['projectId', 'name'])
@Check('metrics_direction_known', `direction IN ('up', 'down')`)
export class MetricEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'metrics_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('jsonb')
  definition!: MetricDefinition;

  @Column('text', { default: 'up' })
  direction!: MetricDirection;

  /** From then on it is offered to nobody; what was read by it still is. */
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
