import { Check, Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/**
 * Intent to store exactly the offsets first..last of a partition as one insert, written before that insert.
 * After a crash the same range is inserted again under the same token, so ClickHouse keeps it once
 * (docs/adr/0003-exactly-once-effect.md).
 */
@Entity('ingest_batches')
@Check('ingest_batches_range', 'first_offset <= last_offset')
export class IngestBatchEntity {
  @PrimaryColumn('text')
  topic!: string;

  @PrimaryColumn('int')
  partition!: number;

  @PrimaryColumn('bigint', { name: 'first_offset' })
  firstOffset!: string;

  @Column('bigint', { name: 'last_offset' })
  lastOffset!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** Null while the insert is not known to have succeeded. */
  @Column('timestamptz', { name: 'stored_at', nullable: true })
  storedAt!: Date | null;

  /** The latest time (ms since epoch) of a record of the partition up to `lastOffset`; null while the range is not stored. */
  @Column('bigint', { name: 'latest_ms', nullable: true })
  latestMs!: string | null;
}
