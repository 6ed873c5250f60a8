import type { Role } from '@groundswell/contracts';
import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';
import { UserEntity } from './user.entity.js';

@Entity('members')
@Check('members_role_known', `role IN ('owner', 'admin', 'analyst', 'marketer', 'viewer')`)
export class MemberEntity {
  @ForeignKey(() => ProjectEntity, { name: 'members_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  @Index('members_user_id_idx')
  @ForeignKey(() => UserEntity, { name: 'members_user_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'user_id' })
  userId!: number;

  @Column('text')
  role!: Role;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
