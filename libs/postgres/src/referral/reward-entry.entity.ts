import type { RewardSide, RewardState } from '@groundswell/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { ReferralProgramEntity } from './referral-program.entity.js';

/**
 * One line of the ledger of rewards. Lines are only ever added: what a reward is now is its last line, what somebody has is
 * the sum of theirs. Two who write at once want the same step, and one of them writes nothing.
 */
@Entity('reward_entries')
@Unique('reward_entries_step_key', ['programId', 'inviteeId', 'side', 'step'])
@Index('reward_entries_project_id_person_id_idx', ['projectId', 'personId'])
@Check('reward_entries_amounts_check', 'amount > 0 AND abs(escrow) <= amount AND abs(released) <= amount')
export class RewardEntryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @ForeignKey(() => ReferralProgramEntity, { name: 'reward_entries_program_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'program_id' })
  programId!: number;

  @Column('int', { name: 'project_id' })
  projectId!: number;

  /** Whose activation earned it; below zero: somebody who was erased since. */
  @Column('bigint', { name: 'invitee_id' })
  inviteeId!: string;

  @Column('text')
  side!: RewardSide;

  /** 1, 2, 3 … of each reward. */
  @Column('int')
  step!: number;

  /** From here on. */
  @Column('text')
  state!: RewardState;

  @Column('text')
  reason!: string;

  /** Who gets it. */
  @Column('int', { name: 'person_id' })
  personId!: number;

  @Column('int')
  amount!: number;

  /** Added to what lies in escrow. */
  @Column('int')
  escrow!: number;

  /** Added to what may be paid. */
  @Column('int')
  released!: number;

  /** The member who decided it. */
  @Column('int', { name: 'user_id', nullable: true })
  userId!: number | null;

  @Column('text', { default: '' })
  note!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
