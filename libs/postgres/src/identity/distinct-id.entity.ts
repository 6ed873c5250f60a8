import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('distinct_ids')
export class DistinctIdEntity {
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @PrimaryColumn('text', { name: 'distinct_id' })
  distinctId!: string;

  @Column('int', { name: 'person_id' })
  personId!: number;
}
