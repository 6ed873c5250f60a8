import type { ReportDisplay } from '@groundswell/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  VersionColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** A saved question. */
@Entity('reports')
@Check('reports_display_known', `display IN ('chart', 'table')`)
export class ReportEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Index('reports_project_id_idx')
  @ForeignKey(() => ProjectEntity, { name: 'reports_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  name!: string;

  /** That of the query. */
  @Column('text')
  kind!: string;

  /** By the contract of its kind, defaults filled in. */
  @Column('jsonb')
  query!: { kind: string } & Record<string, unknown>;

  /** Null: the days that the query names. */
  @Column('int', { name: 'last_days', nullable: true })
  lastDays!: number | null;

  @Column('text')
  display!: ReportDisplay;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
