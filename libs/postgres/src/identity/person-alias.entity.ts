import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

export type AliasState = 'active' | 'undone' | 'superseded';

/**
 * Somebody said that two people are one: an event of an SDK, or a member. While it is active they count as one
 * (`alias_members`); nothing else of them changes, so that it can be undone exactly (docs/adr/0005).
 */
@Entity('person_aliases')
@Index('person_aliases_project_idx', ['projectId', 'id'])
@Index('person_aliases_event_key', ['projectId', 'eventId'], { unique: true, where: 'event_id IS NOT NULL' })
@Index('person_aliases_from_idx', ['projectId', 'fromPersonId'], { where: "state = 'active'" })
@Index('person_aliases_into_idx', ['projectId', 'intoPersonId'], { where: "state = 'active'" })
@Check('person_aliases_state_known', "state IN ('active', 'undone', 'superseded')")
export class PersonAliasEntity {
  /** Rises with time within a project: they are applied in this order. */
  @PrimaryGeneratedColumn('identity', { type: 'int', generatedIdentity: 'BY DEFAULT' })
  id!: number;

  @ForeignKey(() => ProjectEntity, { name: 'person_aliases_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('int', { name: 'from_person_id' })
  fromPersonId!: number;

  @Column('int', { name: 'into_person_id' })
  intoPersonId!: number;

  /** The ids by which an event named the two. */
  @Column('text', { name: 'from_distinct_id', nullable: true })
  fromDistinctId!: string | null;

  @Column('text', { name: 'into_distinct_id', nullable: true })
  intoDistinctId!: string | null;

  /** Message id of the event; the same event never makes a second alias, also not after an undo. */
  @Column('text', { name: 'event_id', nullable: true })
  eventId!: string | null;

  /** The member who did it by hand. */
  @Column('int', { name: 'user_id', nullable: true })
  userId!: number | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** `superseded`: one of the two turned out, by an identify, to be a device of somebody. */
  @Column('text', { default: 'active' })
  state!: AliasState;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('int', { name: 'ended_by_user_id', nullable: true })
  endedByUserId!: number | null;
}
