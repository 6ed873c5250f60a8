import type {
  AlertLanguage,
  AlertMeasure,
  AlertRule,
  AlertSchedule,
  AlertState,
  WebhookFormat,
} from '@groundswell/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  VersionColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';
import { ReportEntity } from '../reports/report.entity.js';

/** Addresses and secrets of webhooks are sealed (SecretBox): whoever knows them can write into the chat. */
export type StoredChannel =
  | {
      id: string;
      type: 'webhook';
      format: WebhookFormat;
      /** Host alone, to be shown. */
      host: string;
      url: string;
      secret: string | null;
    }
  | { id: string; type: 'email'; to: string[] };

/** A saved report that is looked at by a rule, on a schedule. */
@Entity('alerts')
@Index('alerts_due_idx', ['nextRunAt'], { where: 'enabled' })
@Check('alerts_state_known', `state IN ('waiting', 'ok', 'firing', 'noData', 'failed')`)
export class AlertEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Index('alerts_project_id_idx')
  @ForeignKey(() => ProjectEntity, { name: 'alerts_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Index('alerts_report_id_idx')
  @ForeignKey(() => ReportEntity, { name: 'alerts_report_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'report_id' })
  reportId!: number;

  @Column('text')
  name!: string;

  @Column('jsonb')
  measure!: AlertMeasure;

  @Column('jsonb')
  rule!: AlertRule;

  @Column('jsonb')
  schedule!: AlertSchedule;

  @Column('jsonb')
  channels!: StoredChannel[];

  @Column('text')
  language!: AlertLanguage;

  @Column('boolean', { default: true })
  enabled!: boolean;

  @Column('text', { default: 'waiting' })
  state!: AlertState;

  /** The last bucket that was judged: each is judged once. */
  @Column('text', { name: 'last_bucket', nullable: true })
  lastBucket!: string | null;

  @Column('timestamptz', { name: 'next_run_at' })
  nextRunAt!: Date;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
