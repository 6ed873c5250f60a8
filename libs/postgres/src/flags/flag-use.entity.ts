import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** When a server of ours was last asked for a flag; SDKs that evaluate by themselves do not tell. */
@Entity('flag_uses')
export class FlagUseEntity {
  @ForeignKey(() => ProjectEntity, { name: 'flag_uses_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @PrimaryColumn('text')
  environment!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('timestamptz', { name: 'evaluated_at' })
  evaluatedAt!: Date;
}
