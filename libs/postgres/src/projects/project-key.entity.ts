import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { ProjectEntity } from './project.entity.js';

/** Public keys: `write` may only send events, `client` may only read flags. */
@Entity('project_keys')
@Unique('project_keys_key_key', ['key'])
@Check('project_keys_kind_known', `kind IN ('write', 'client')`)
export class ProjectKeyEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Index('project_keys_project_id_idx')
  @ForeignKey(() => ProjectEntity, { name: 'project_keys_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  kind!: 'write' | 'client';

  /** `gsw_…` or `gsc_…`. */
  @Column('text')
  key!: string;

  /** What it is for, as somebody called it. */
  @Column('text', { default: '' })
  name!: string;

  /** Client keys: whose flags they read. */
  @Column('text', { default: 'production' })
  environment!: string;

  /** Client keys: conditions are never given out, only what they come to for somebody. */
  @Column('boolean', { name: 'remote_only', default: false })
  remoteOnly!: boolean;

  /** Client keys that stay on servers: the ids of cohorts that rules target are given out with the rules. */
  @Column('boolean', { name: 'gives_members', default: false })
  givesMembers!: boolean;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
