import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ReferralProgramEntity } from './referral-program.entity.js';

/** What a person's link ends with: `/r/{code}`. */
@Entity('referral_codes')
@Unique('referral_codes_program_id_distinct_id_key', ['programId', 'distinctId'])
@Index('referral_codes_project_id_distinct_id_idx', ['projectId', 'distinctId'])
export class ReferralCodeEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'referral_codes_pkey' })
  code!: string;

  @ForeignKey(() => ReferralProgramEntity, {
    name: 'referral_codes_program_id_fkey',
    onDelete: 'CASCADE',
  })
  @Column('int', { name: 'program_id' })
  programId!: number;

  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text', { name: 'distinct_id' })
  distinctId!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
