import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CohortDeliveryEntity } from './cohort-delivery.entity.js';

/** An id of somebody in a cohort that flags or experiments target. */
@Entity('cohort_delivered_ids')
export class CohortDeliveredIdEntity {
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @ForeignKey(() => CohortDeliveryEntity, {
    name: 'cohort_delivered_ids_cohort_id_fkey',
    onDelete: 'CASCADE',
  })
  @PrimaryColumn('int', { name: 'cohort_id' })
  cohortId!: number;

  @PrimaryColumn('text', { name: 'distinct_id' })
  distinctId!: string;
}
