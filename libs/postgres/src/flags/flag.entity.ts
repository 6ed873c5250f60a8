import type { FlagRule, FlagType, Prerequisite } from '@groundswell/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** A value that the product asks for by its key, and who gets which. */
@Entity('flags')
@Unique('flags_project_id_key_key', ['projectId', 'key'])
@Check('flags_type_known', `type IN ('boolean', 'string', 'number', 'json')`)
export class FlagEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'flags_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  key!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('text')
  type!: FlagType;

  /** JSON Schema of values, for the type `json`. */
  @Column('jsonb', { nullable: true })
  schema!: Record<string, unknown> | null;

  @Column('jsonb', { name: 'default_value', nullable: true })
  defaultValue!: unknown;

  @Column('jsonb')
  environments!: Record<string, boolean>;

  @Column('jsonb', { default: [] })
  prerequisites!: Prerequisite[];

  @Column('jsonb', { default: [] })
  rules!: FlagRule[];

  /** From then on it is not delivered. */
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
