import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** Is raised, by triggers, with every change of what SDKs of a project are given. */
@Entity('flag_versions')
export class FlagVersionEntity {
  @ForeignKey(() => ProjectEntity, { name: 'flag_versions_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @Column('bigint')
  version!: string;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
