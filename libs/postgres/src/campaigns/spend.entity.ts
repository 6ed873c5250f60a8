import type { NamingLevel } from '@groundswell/contracts';
import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';
import { CampaignNodeEntity } from './campaign-node.entity.js';
import { SpendImportEntity } from './spend-import.entity.js';

/** What a part of the naming tree cost on a day; a restated figure takes the place of the old. */
@Entity('spend')
@Unique('spend_figure_key', ['projectId', 'platform', 'account', 'level', 'levelId', 'day', 'currency'])
@Index('spend_project_id_day_idx', ['projectId', 'day'])
@Check('spend_level_known', `level IN ('campaign', 'adGroup', 'creative')`)
export class SpendEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'spend_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  platform!: string;

  @Column('text', { default: '' })
  account!: string;

  @Column('text')
  level!: NamingLevel;

  @Column('text', { name: 'level_id' })
  levelId!: string;

  @ForeignKey(() => CampaignNodeEntity, { name: 'spend_node_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'node_id' })
  nodeId!: number;

  @Column('date')
  day!: string;

  @Column('text')
  currency!: string;

  /** In the currency. */
  @Column('double precision')
  cost!: number;

  @Column('double precision', { default: 0 })
  impressions!: number;

  @Column('double precision', { default: 0 })
  clicks!: number;

  @Column('double precision', { default: 0 })
  installs!: number;

  @Column('double precision', { default: 0 })
  reach!: number;

  @ForeignKey(() => SpendImportEntity, { name: 'spend_import_id_fkey', onDelete: 'SET NULL' })
  @Column('int', { name: 'import_id', nullable: true })
  importId!: number | null;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
