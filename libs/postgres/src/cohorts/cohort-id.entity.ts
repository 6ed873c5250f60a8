import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CohortEntity } from './cohort.entity.js';

/** An id of a list. */
@Entity('cohort_ids')
@Index('cohort_ids_nobody_idx', ['cohortId'], { where: 'person_id IS NULL' })
export class CohortIdEntity {
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @ForeignKey(() => CohortEntity, { name: 'cohort_ids_cohort_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'cohort_id' })
  cohortId!: number;

  @PrimaryColumn('text', { name: 'distinct_id' })
  distinctId!: string;

  /** Whose it was when ClickHouse was told; null: nobody's by then. */
  @Column('int', { name: 'person_id', nullable: true })
  personId!: number | null;
}
