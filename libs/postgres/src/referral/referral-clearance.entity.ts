import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ReferralProgramEntity } from './referral-program.entity.js';

/** An invited person whom a member lets count although a rule flags them. */
@Entity('referral_clearances')
@Index('referral_clearances_project_id_person_id_idx', ['projectId', 'personId'])
export class ReferralClearanceEntity {
  @ForeignKey(() => ReferralProgramEntity, {
    name: 'referral_clearances_program_id_fkey',
    onDelete: 'CASCADE',
  })
  @PrimaryColumn('int', { name: 'program_id', primaryKeyConstraintName: 'referral_clearances_pkey' })
  programId!: number;

  @PrimaryColumn('int', { name: 'person_id', primaryKeyConstraintName: 'referral_clearances_pkey' })
  personId!: number;

  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text', { default: '' })
  note!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
