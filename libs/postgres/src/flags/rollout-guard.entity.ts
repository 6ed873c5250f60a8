import type { RolloutLook } from '@groundswell/contracts';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';
import { FlagEntity } from './flag.entity.js';

/** Where a roll-out that is guarded stands; it is kept while its rule has no guard, and goes with the flag. */
@Entity('rollout_guards')
@Check('rollout_guards_round_positive', 'round >= 1')
export class RolloutGuardEntity {
  @ForeignKey(() => FlagEntity, { name: 'rollout_guards_flag_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'flag_id' })
  flagId!: number;

  @PrimaryColumn('text', { name: 'rule_id' })
  ruleId!: string;

  @ForeignKey(() => ProjectEntity, { name: 'rollout_guards_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  /** What is compared; another one begins another round. */
  @Column('text')
  compared!: string;

  /** Exposures name it, so that those of other rounds do not count. */
  @Column('int', { default: 1 })
  round!: number;

  @Column('timestamptz')
  since!: Date;

  /** From then on nobody gets it; null: it goes on. */
  @Column('timestamptz', { name: 'rolled_back_at', nullable: true })
  rolledBackAt!: Date | null;

  /** Its rule is not guarded from then on; null: it is. */
  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt!: Date | null;

  @Column('jsonb', { nullable: true })
  look!: RolloutLook | null;

  @Column('timestamptz', { name: 'next_look_at' })
  nextLookAt!: Date;
}
