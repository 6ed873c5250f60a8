import type { AnnotationKind } from '@groundswell/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  VersionColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** Something that happened on a day, drawn on every chart over time. */
@Entity('annotations')
@Index('annotations_project_id_date_idx', ['projectId', 'date'])
@Check('annotations_kind_known', `kind IN ('release', 'campaign', 'note')`)
export class AnnotationEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'annotations_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  /** Local day, `YYYY-MM-DD`. */
  @Column('date')
  date!: string;

  @Column('text')
  text!: string;

  @Column('text')
  kind!: AnnotationKind;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
