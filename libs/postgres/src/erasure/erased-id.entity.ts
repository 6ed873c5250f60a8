import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** An id whose records are left out of the store when they were received up to a moment. The id itself is not kept. */
@Entity('erased_ids')
export class ErasedIdEntity {
  @ForeignKey(() => ProjectEntity, { name: 'erased_ids_project_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('int', { name: 'project_id' })
  projectId!: number;

  /** Of the erasure, within its project: `person_counters.last_erasure` is the highest. */
  @PrimaryColumn('int')
  sequence!: number;

  /** HMAC-SHA-256 of the id under the project's secret. */
  @PrimaryColumn('bytea')
  hash!: Buffer;

  @Column('timestamptz', { name: 'received_until' })
  receivedUntil!: Date;
}
