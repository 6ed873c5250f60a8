import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/**
 * Person `fromPersonId` is `intoPersonId` from now on and in the past. Chains are flattened when written:
 * `intoPersonId` is never itself merged away.
 */
@Entity('person_merges')
export class PersonMergeEntity {
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @PrimaryColumn('int', { name: 'from_person_id' })
  fromPersonId!: number;

  @Column('int', { name: 'into_person_id' })
  intoPersonId!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** False until the ClickHouse overrides have it; the pipeline retries until they do. */
  @Column('boolean', { default: false })
  published!: boolean;
}
