import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `personId` is dense within the project (1, 2, 3, …): bitmaps of people need density. */
@Entity('persons')
export class PersonEntity {
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
