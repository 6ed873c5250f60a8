import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** No foreign keys: what was done outlives the project and the user that it names. */
@Entity('audit_log')
export class AuditEntryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @Index('audit_log_project_id_idx')
  @Column('int', { name: 'project_id', nullable: true })
  projectId!: number | null;

  @Column('int', { name: 'user_id', nullable: true })
  userId!: number | null;

  /** `project.create`, `key.rotate`, … */
  @Column('text')
  action!: string;

  /** What was touched, e.g. `keys/4`. */
  @Column('text')
  target!: string;

  @Column('jsonb', { default: {} })
  detail!: Record<string, unknown>;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
