import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/**
 * Person `fromPersonId` is `intoPersonId` from now on and in the past. Chains are flattened when written:
 * `intoPersonId` is never itself merged away.
 */
@Entity('person_merges')
@Index('person_merges_into_idx', ['projectId', 'intoPersonId'])
@Index('person_merges_sequence_idx', ['projectId', 'sequence'])
@Index('person_merges_unpublished_idx', ['projectId'], { where: 'NOT published' })
@Check('person_merges_not_into_itself', 'from_person_id <> into_person_id')
export class PersonMergeEntity {
  @ForeignKey(() => ProjectEntity, { name: 'person_merges_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @PrimaryColumn('int', { name: 'from_person_id' })
  fromPersonId!: number;

  @Column('int', { name: 'into_person_id' })
  intoPersonId!: number;

  /** Rises within the project with every merge that commits, so that caches can ask for what is new to them. */
  @Column('int')
  sequence!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** False until the ClickHouse overrides have it; the pipeline retries until they do. */
  @Column('boolean', { default: false })
  published!: boolean;
}
