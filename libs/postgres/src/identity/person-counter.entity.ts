import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/**
 * One row a project, locked by every transaction that changes who is who in it. Counters instead of sequences:
 * a sequence keeps its gap when a transaction rolls back, and person ids must be dense.
 */
@Entity('person_counters')
export class PersonCounterEntity {
  @ForeignKey(() => ProjectEntity, { name: 'person_counters_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @Column('int', { name: 'last_person_id', default: 0 })
  lastPersonId!: number;

  /** The highest `person_merges.sequence`. */
  @Column('int', { name: 'last_merge', default: 0 })
  lastMerge!: number;

  /** How many erasures there were; whoever resolves people must know of all of them. */
  @Column('int', { name: 'last_erasure', default: 0 })
  lastErasure!: number;
}
