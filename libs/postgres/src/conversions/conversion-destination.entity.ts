import type { AdNetwork, ConversionRule } from '@groundswell/contracts';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  VersionColumn,
} from 'typeorm';
import { ProjectEntity } from '../projects/project.entity.js';

/** An account of an ad network that is told of conversions. */
@Entity('conversion_destinations')
export class ConversionDestinationEntity {
  @PrimaryGeneratedColumn('identity')
  id!: number;

  @Index('conversion_destinations_project_id_idx')
  @ForeignKey(() => ProjectEntity, { name: 'conversion_destinations_project_id_fkey', onDelete: 'CASCADE' })
  @Column('int', { name: 'project_id' })
  projectId!: number;

  @Column('text')
  network!: AdNetwork;

  @Column('text')
  name!: string;

  /** As the network's schema has it (NETWORK_SETTINGS). */
  @Column('jsonb')
  settings!: Record<string, unknown>;

  /** In the context that the credentials are sealed with: a sealed text cannot be moved to another row. */
  @Column('text', { name: 'seal_id' })
  sealId!: string;

  /** Sealed (SecretBox). */
  @Column('text')
  credentials!: string;

  @Column('jsonb')
  rules!: ConversionRule[];

  /** `person.NAME` or `properties.NAME`; null: nobody has to be asked. */
  @Column('text', { name: 'consent_property', nullable: true })
  consentProperty!: string | null;

  /** Null: what is usual with the network. */
  @Column('int', { name: 'max_age_days', nullable: true })
  maxAgeDays!: number | null;

  /** Of phone numbers that are written without a country: ISO 3166-1; null: that of the event. */
  @Column('text', { name: 'phone_country', nullable: true })
  phoneCountry!: string | null;

  /** Instead of the network's own address. */
  @Column('text', { name: 'base_url', nullable: true })
  baseUrl!: string | null;

  @Column('boolean', { name: 'test_mode', default: false })
  testMode!: boolean;

  @Column('boolean', { name: 'include_imports', default: false })
  includeImports!: boolean;

  @Column('boolean', { default: true })
  enabled!: boolean;

  /** Why nothing is sent before somebody has looked; null: it is. */
  @Column('text', { name: 'paused_reason', nullable: true })
  pausedReason!: string | null;

  /** The network asked not to be sent anything before. */
  @Column('timestamptz', { name: 'held_until', nullable: true })
  heldUntil!: Date | null;

  /** Events that were stored before are not its own. */
  @Column('timestamptz', { name: 'collects_from', default: () => 'now()' })
  collectsFrom!: Date;

  /** Events that were stored up to then have been looked at. */
  @Column('timestamptz', { name: 'scanned_until', default: () => 'now()' })
  scannedUntil!: Date;

  @Column('timestamptz', { name: 'next_scan_at', default: () => 'now()' })
  nextScanAt!: Date;

  @Column('timestamptz', { name: 'tested_at', nullable: true })
  testedAt!: Date | null;

  @VersionColumn({ default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
