import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** A file of spend that was taken in, with what stood there before, so that it can be undone. */
@Entity('spend_imports')
export class SpendImportEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'spend_imports_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text', { name: 'file_name', default: '' })
  fileName!: string;

  @Column('text')
  platform!: string;

  @Column('int')
  rows!: number;

  @Column('int')
  accepted!: number;

  @Column('int')
  replaced!: number;

  @Column('int')
  rejected!: number;

  @Column('date', { name: 'first_day', nullable: true })
  firstDay!: string | null;

  @Column('date', { name: 'last_day', nullable: true })
  lastDay!: string | null;

  /** Rows of `spend` that it replaced, as they were. */
  @Column('jsonb', { select: false, default: [] })
  before!: unknown[];

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
