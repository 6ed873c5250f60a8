import { type CohortReach, COHORT_REACHES } from '@groundswell/contracts';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CohortEntity } from './cohort.entity.js';

/** A cohort that flags or experiments target, and how far its ids are known. Every change of them raises the version. */
@Entity('cohort_deliveries')
@Check('cohort_deliveries_reach_known', `reach IN (${COHORT_REACHES.map((one) => `'${one}'`).join(', ')})`)
export class CohortDeliveryEntity {
  @ForeignKey(() => CohortEntity, { name: 'cohort_deliveries_cohort_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'cohort_id' })
  cohortId!: number;

  @Column('int', { name: 'project_id' })
  projectId!: number;

  /** 0: its people were not looked for yet. */
  @Column('int', { default: 0 })
  version!: number;

  @Column('int', { name: 'id_count', default: 0 })
  idCount!: number;

  @Column('text', { default: 'sdks' })
  reach!: CohortReach;

  /** Of the cohort when its people were looked for. */
  @Column('int', { name: 'of_generation', nullable: true })
  ofGeneration!: number | null;

  @Column('int', { name: 'of_version', nullable: true })
  ofVersion!: number | null;

  @Column('timestamptz', { name: 'computed_at', nullable: true })
  computedAt!: Date | null;

  @Column('timestamptz', { name: 'next_at', default: () => 'now()' })
  nextAt!: Date;

  /** A process looks for its people until then. */
  @Column('timestamptz', { name: 'claimed_until', nullable: true })
  claimedUntil!: Date | null;
}
