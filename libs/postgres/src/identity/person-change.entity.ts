import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/**
 * Somebody of whom ClickHouse does not know what is known now. Written by triggers, so that no change is missed; without a
 * foreign key, which would be looked up for each.
 */
@Entity('person_changes')
export class PersonChangeEntity {
  /** Rises with every change of a project, as one lock is held for all of them. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  version!: string;

  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('int', { name: 'person_id' })
  personId!: number;
}
