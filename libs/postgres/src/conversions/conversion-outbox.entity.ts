import type { ConversionState } from '@groundswell/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { ConversionDestinationEntity } from './conversion-destination.entity.js';

/**
 * A conversion for one destination. What says who it was is looked up when it is sent and not kept here: only the number of
 * the person and the id of the event.
 */
@Entity('conversion_outbox')
@Unique('conversion_outbox_destination_id_event_id_key', ['destinationId', 'eventId'])
@Index('conversion_outbox_due_idx', ['destinationId', 'nextAttemptAt'], {
  where: `state IN ('queued', 'sending')`,
})
@Index('conversion_outbox_project_id_id_idx', ['projectId', 'id'])
@Index('conversion_outbox_project_id_person_id_idx', ['projectId', 'personId'])
@Check(
  'conversion_outbox_state_known',
  `state IN ('queued', 'sending', 'delivered', 'refused', 'expired', 'withheld', 'dead')`,
)
export class ConversionOutboxEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Column('int', { name: 'project_id' })
  projectId!: number;

  @ForeignKey(() => ConversionDestinationEntity, {
    name: 'conversion_outbox_destination_id_fkey',
    onDelete: 'CASCADE',
  })
  @Column('int', { name: 'destination_id' })
  destinationId!: number;

  @Column('text', { name: 'event_id' })
  eventId!: string;

  @Column('text')
  event!: string;

  /** What the network calls it. */
  @Column('text')
  name!: string;

  /** As it was when the event was stored. */
  @Column('int', { name: 'person_id' })
  personId!: number;

  @Column('date', { name: 'local_date' })
  localDate!: string;

  @Column('timestamptz', { name: 'occurred_at' })
  occurredAt!: Date;

  @Column('double precision', { nullable: true })
  value!: number | null;

  @Column('text', { nullable: true })
  currency!: string | null;

  @Column('text', { default: 'queued' })
  state!: ConversionState;

  @Column('int', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { name: 'next_attempt_at', default: () => 'now()' })
  nextAttemptAt!: Date;

  /** Of the worker that has it in its hands. */
  @Column('uuid', { nullable: true })
  lease!: string | null;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  /** Why it is where it is, in a sentence. */
  @Column('text', { nullable: true })
  problem!: string | null;

  /** What was sent last, without what says who it was. */
  @Column('jsonb', { nullable: true })
  request!: unknown;

  /** What the network said last. */
  @Column('text', { nullable: true })
  answer!: string | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
