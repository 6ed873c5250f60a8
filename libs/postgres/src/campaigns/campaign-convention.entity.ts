import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** How a project names its campaigns, e.g. `{country}_{objective}_{audience}`. */
@Entity('campaign_conventions')
export class CampaignConventionEntity {
  @ForeignKey(() => ProjectEntity, { name: 'campaign_conventions_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  template!: string;
}
