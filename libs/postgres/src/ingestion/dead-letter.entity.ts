import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';
import { ImportEntity } from './import.entity.js';

/** An accepted event that could not become a row, with the reason; unique by its place in the log. */
@Entity('dead_letters')
@Unique('dead_letters_place_key', ['topic', 'partition', 'offset'])
export class DeadLetterEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  /** Null when the record could not even be read or names no project of ours. */
  @Index('dead_letters_project_id_idx')
  @ForeignKey(() => ProjectEntity, { name: 'dead_letters_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id', nullable: true })
  projectId!: number | null;

  @Column('text')
  topic!: string;

  @Column('int')
  partition!: number;

  @Column('bigint')
  offset!: string;

  /** Machine-readable: `late`, `malformed`, `unknown_project`, … */
  @Column('text')
  reason!: string;

  /** One sentence for a person. */
  @Column('text')
  detail!: string;

  /** The record's value as text, NUL bytes shown as U+FFFD. */
  @Column('text')
  payload!: string;

  /** The import that replays it now. */
  @Index('dead_letters_replay_id_idx', { where: 'replay_id IS NOT NULL' })
  @ForeignKey(() => ImportEntity, { name: 'dead_letters_replay_id_fkey', onDelete: 'SET NULL' })
  @Column('uuid', { name: 'replay_id', nullable: true })
  replayId!: string | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
