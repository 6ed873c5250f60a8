import type {
  ActiveEvents,
  ChannelRuleSet,
  InternalRule,
  PrivacyRule,
  WeekStart,
} from '@groundswell/contracts';
import { Check, Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';

@Entity('projects')
@Check('projects_week_start_known', `week_start IN ('monday', 'sunday')`)
@Check('projects_raw_retention_days_long_enough', 'raw_retention_days >= 7')
@Check('projects_late_window_days_not_negative', 'late_window_days >= 0')
export class ProjectEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Column('text')
  name!: string;

  @Column('text', { name: 'time_zone', default: 'UTC' })
  timeZone!: string;

  /** Set before the first event is stored; from then on the zone stays. */
  @Column('boolean', { name: 'zone_fixed', default: false })
  zoneFixed!: boolean;

  @Column('text', { name: 'week_start', default: 'monday' })
  weekStart!: WeekStart;

  @Column('text', { default: 'USD' })
  currency!: string;

  @Column('jsonb', { name: 'active_events', default: {} })
  activeEvents!: ActiveEvents;

  @Column('int', { name: 'late_window_days', default: 30 })
  lateWindowDays!: number;

  /** Raw events are deleted after this many days; null keeps them. */
  @Column('int', { name: 'raw_retention_days', nullable: true })
  rawRetentionDays!: number | null;

  /** First local day of which all raw events are still there, `YYYY-MM-DD`; null while none was deleted by age. */
  @Column('date', { name: 'raw_from', nullable: true })
  rawFrom!: string | null;

  /** Addresses are stored as `properties.$ip`; else they are used for the country and dropped. */
  @Column('boolean', { name: 'keep_ip', default: false })
  keepIp!: boolean;

  /** Which events are the project's own people's. */
  @Column('jsonb', { name: 'internal_rules', default: [] })
  internalRules!: InternalRule[];

  /** Fields that are dropped or hashed before an event enters the log. */
  @Column('jsonb', { name: 'privacy_rules', default: [] })
  privacyRules!: PrivacyRule[];

  /** What channel an arrival is of; null: the rules of the product. */
  @Column('jsonb', { name: 'channel_rules', nullable: true })
  channelRuleSet!: ChannelRuleSet | null;

  /** True for the simulated project that the first start makes. */
  @Column('boolean', { default: false })
  demo!: boolean;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
