import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';
import { DashboardEntity } from './dashboard.entity.js';

/** A link that opens one dashboard to whoever has it. */
@Entity('dashboard_shares')
@Unique('dashboard_shares_token_hash_key', ['tokenHash'])
export class DashboardShareEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'dashboard_shares_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Index('dashboard_shares_dashboard_id_idx')
  @ForeignKey(() => DashboardEntity, { name: 'dashboard_shares_dashboard_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'dashboard_id' })
  dashboardId!: number;

  /** SHA-256: the token itself is shown once and kept nowhere. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
