import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, UpdateDateColumn, Unique } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** What a third party says of a product on a day. */
@Entity('panel_figures')
@Unique('panel_figures_figure_key', ['projectId', 'metric', 'subject', 'date'])
export class PanelFigureEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'panel_figures_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  metric!: string;

  @Column('text')
  subject!: string;

  /** `YYYY-MM-DD`. */
  @Column('date')
  date!: string;

  @Column('double precision')
  value!: number;

  /** The panel. */
  @Column('text')
  source!: string;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
