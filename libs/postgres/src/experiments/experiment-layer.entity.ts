import type { LayerHashVersion } from '@groundswell/contracts';
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

/** Experiments of one layer take disjoint ranges of its hash, so that nobody is in two of them. */
@Entity('experiment_layers')
@Unique('experiment_layers_project_id_key_key', ['projectId', 'key'])
@Check('experiment_layers_hash_version_known', 'hash_version IN (1, 2)')
export class ExperimentLayerEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'experiment_layers_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  /** GrowthBook's name of the namespace: it is hashed, so it never changes. */
  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  /** It stays while any of its experiments runs: with another one people would be in others. */
  @Column('smallint', { name: 'hash_version', default: 2 })
  hashVersion!: LayerHashVersion;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
