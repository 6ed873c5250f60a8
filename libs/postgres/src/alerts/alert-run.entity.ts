import type { AlertState } from '@groundswell/contracts';
import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { AlertEntity } from './alert.entity.js';

/** One look at an alert's report. */
@Entity('alert_runs')
@Index('alert_runs_alert_id_id_idx', ['alertId', 'id'])
export class AlertRunEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => AlertEntity, { name: 'alert_runs_alert_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'alert_id' })
  alertId!: number;

  @Column('text')
  state!: AlertState;

  @Column('text', { nullable: true })
  bucket!: string | null;

  @Column('double precision', { nullable: true })
  value!: number | null;

  @Column('double precision', { nullable: true })
  low!: number | null;

  @Column('double precision', { nullable: true })
  high!: number | null;

  /** Why it failed; null where it did not. */
  @Column('text', { nullable: true })
  problem!: string | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
