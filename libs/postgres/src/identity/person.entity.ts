import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** `personId` is dense within the project (1, 2, 3, …): bitmaps of people need density. */
@Entity('persons')
@Check('persons_person_id_positive', 'person_id > 0')
export class PersonEntity {
  @ForeignKey(() => ProjectEntity, { name: 'persons_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @PrimaryColumn('int', { name: 'person_id' })
  personId!: number;

  /** True once a userId is known; two identified persons are never merged by an identify. */
  @Column('boolean', { default: false })
  identified!: boolean;

  @Column('jsonb', { default: {} })
  properties!: Record<string, unknown>;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
