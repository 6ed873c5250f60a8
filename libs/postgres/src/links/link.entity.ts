import type { LinkUtm } from '@groundswell/contracts';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  VersionColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** A tracking link. Its code is unique over all projects, as `/l/{code}` names none. */
@Entity('links')
@Unique('links_code_key', ['code'])
@Index('links_project_id_idx', ['projectId'])
export class LinkEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'links_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  name!: string;

  @Column('text')
  code!: string;

  @Column('text')
  destination!: string;

  @Column('jsonb', { default: {} })
  utm!: LinkUtm;

  @Column('boolean', { default: true })
  enabled!: boolean;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
