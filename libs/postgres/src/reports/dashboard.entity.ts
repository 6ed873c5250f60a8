import type { DashboardTile } from '@groundswell/contracts';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  VersionColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** Saved reports side by side. */
@Entity('dashboards')
export class DashboardEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Index('dashboards_project_id_idx')
  @ForeignKey(() => ProjectEntity, { name: 'dashboards_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  name!: string;

  /** In their order; a report that is gone is passed over. */
  @Column('jsonb', { default: [] })
  tiles!: DashboardTile[];

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
