import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Public keys: `write` may only send events, `client` may only read flags. */
@Entity('project_keys')
export class ProjectKeyEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Index()
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  kind!: 'write' | 'client';

  /** `gsw_…` or `gsc_…`. */
  @Column('text', { unique: true })
  key!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
