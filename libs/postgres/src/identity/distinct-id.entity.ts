import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from './person.entity.js';

/** A name under which a person sends events; each belongs to one person at a time. */
@Entity('distinct_ids')
@Index('distinct_ids_person_idx', ['projectId', 'personId'])
// Finds ids by how they begin; its operator class cannot be said here.
@Index('distinct_ids_start_idx', { synchronize: false })
@ForeignKey(() => PersonEntity, ['projectId', 'personId'], ['projectId', 'personId'], {
  name: 'distinct_ids_person_fkey',
  onDelete: 'CASCADE',
})
export class DistinctIdEntity {
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @PrimaryColumn('text', { name: 'distinct_id' })
  distinctId!: string;

  @Column('int', { name: 'person_id' })
  personId!: number;

  /** A user's id, by which the product itself knows the person; else a device's, or one of which it was never said. */
  @Column('boolean', { name: 'is_known', default: false })
  isKnown!: boolean;
}
