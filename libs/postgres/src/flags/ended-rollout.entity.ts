import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** A guarded roll-out whose flag was deleted. One of the same name begins after its rounds, so that their exposures do not count. */
@Entity('ended_rollouts')
@Check('ended_rollouts_round_positive', 'round >= 1')
export class EndedRolloutEntity {
  @ForeignKey(() => ProjectEntity, { name: 'ended_rollouts_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @PrimaryColumn('text', { name: 'flag_key' })
  flagKey!: string;

  @PrimaryColumn('text', { name: 'rule_id' })
  ruleId!: string;

  /** The last one. */
  @Column('int')
  round!: number;
}
