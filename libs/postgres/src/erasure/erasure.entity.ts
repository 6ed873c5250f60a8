import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

export type ErasureState = 'requested' | 'running' | 'done' | 'failed';

/** bigint as a number, null while it has not been counted. */
const COUNT = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value?: number | null) => value,
};

/**
 * The erasure of one person, and the job that carries it out (docs/adr/0007-erasure.md). Whom it is about stands
 * here only for as long as it is not done.
 */
@Entity('erasures')
@Check('erasures_state_known', "state IN ('requested', 'running', 'done', 'failed')")
@Index('erasures_open_idx', ['id'], { where: "state <> 'done'" })
export class ErasureEntity {
  @PrimaryGeneratedColumn('identity', { type: 'int', generatedIdentity: 'BY DEFAULT' })
  id!: number;

  @Index('erasures_project_id_idx')
  @ForeignKey(() => ProjectEntity, { name: 'erasures_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text', { default: 'requested' })
  state!: ErasureState;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** A user; no foreign key, as the log outlives accounts. */
  @Column('int', { name: 'requested_by', nullable: true })
  requestedBy!: number | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  /** Set once the person is gone from the identities: what was received until then is erased, now and at any replay. */
  @Column('timestamptz', { name: 'received_until', nullable: true })
  receivedUntil!: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  /** Cleared when it is done, as are `askedDistinctId`, `people` and `names`. */
  @Column('int', { name: 'asked_person_id', nullable: true })
  askedPersonId!: number | null;

  @Column('text', { name: 'asked_distinct_id', nullable: true })
  askedDistinctId!: string | null;

  /** Ids under which rows of the person are stored, those of people merged into them included. */
  @Column('int', { array: true, default: [] })
  people!: number[];

  @Column('text', { array: true, default: [] })
  names!: string[];

  @Column('bigint', { name: 'events_removed', nullable: true, transformer: COUNT })
  eventsRemoved!: number | null;

  /** Of all tables and both stores, events included; of a bitmap, the rows it was taken out of. */
  @Column('bigint', { name: 'rows_removed', nullable: true, transformer: COUNT })
  rowsRemoved!: number | null;

  /** Why it failed, in one sentence. */
  @Column('text', { nullable: true })
  error!: string | null;
}
