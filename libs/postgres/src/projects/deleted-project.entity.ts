import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A project that was deleted: the log still holds its records, and nothing of them is stored or kept. */
@Entity('deleted_projects')
export class DeletedProjectEntity {
  /** Ids of projects are never given twice. */
  @PrimaryColumn('int')
  id!: number;

  @Column('boolean', { default: false })
  demo!: boolean;

  @CreateDateColumn({ type: 'timestamptz', name: 'deleted_at' })
  deletedAt!: Date;

  /** When nothing of it was left in ClickHouse. */
  @Column('timestamptz', { name: 'cleared_at', nullable: true })
  clearedAt!: Date | null;
}
