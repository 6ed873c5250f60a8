import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { AlertRunEntity } from './alert-run.entity.js';

export interface AlertMessage {
  title: string;
  text: string;
  /** Where to look; null where the product does not know its own address. */
  url: string | null;
}

/** A message to one channel, until it has arrived or was given up. */
@Entity('alert_deliveries')
@Unique('alert_deliveries_run_id_channel_id_key', ['runId', 'channelId'])
@Index('alert_deliveries_due_idx', ['nextAttemptAt'], { where: `state = 'pending'` })
export class AlertDeliveryEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @ForeignKey(() => AlertRunEntity, { name: 'alert_deliveries_run_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'run_id' })
  runId!: number;

  @Column('text', { name: 'channel_id' })
  channelId!: string;

  @Column('jsonb')
  message!: AlertMessage;

  @Column('text', { default: 'pending' })
  state!: 'pending' | 'sent' | 'failed';

  @Column('int', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column('text', { nullable: true })
  problem!: string | null;
}
