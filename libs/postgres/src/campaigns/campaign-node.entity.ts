import type { NamingLevel } from '@groundswell/contracts';
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

/** A campaign, an ad group of one, or a creative of an ad group: one naming tree for all networks. */
@Entity('campaign_nodes')
@Unique('campaign_nodes_identity_key', ['projectId', 'level', 'platform', 'identity'])
@Check('campaign_nodes_level_known', `level IN ('campaign', 'adGroup', 'creative')`)
export class CampaignNodeEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'campaign_nodes_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  level!: NamingLevel;

  @ForeignKey(() => CampaignNodeEntity, { name: 'campaign_nodes_parent_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'parent_id', nullable: true })
  parentId!: number | null;

  /** Network; '' where it is not known, as on first sight in events. */
  @Column('text')
  platform!: string;

  /** What it is found by again: its id at the network, or its name where there is none. */
  @Column('text')
  identity!: string;

  @Column('text', { name: 'external_id', default: '' })
  externalId!: string;

  @Column('text')
  name!: string;

  /** Other UTM values that mean this one. */
  @Column('text', { array: true, default: '{}' })
  aliases!: string[];

  /** The one that it counts for, until that is undone. */
  @ForeignKey(() => CampaignNodeEntity, { name: 'campaign_nodes_merged_into_fkey', onDelete: 'SET NULL' })
  @Column('int', { name: 'merged_into', nullable: true })
  mergedInto!: number | null;

  @Column('text')
  origin!: 'hand' | 'spend' | 'event';

  /** Of creatives: what it is (image, video, text, …). */
  @Column('text', { default: '' })
  type!: string;

  @Column('text', { default: '' })
  text!: string;

  @Column('text', { name: 'image_url', default: '' })
  imageUrl!: string;

  @Column('text', { name: 'link_url', default: '' })
  linkUrl!: string;

  @Column('text', { array: true, default: '{}' })
  tags!: string[];

  @Column('text', { default: '' })
  audience!: string;

  /** Out of use: it stays in reports. */
  @Column('boolean', { default: false })
  archived!: boolean;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
