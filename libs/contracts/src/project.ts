import type { IngestRules } from './ingest-rules.js';
import type { Role } from './roles.js';

export type WeekStart = 'monday' | 'sunday';

/**
 * Which events make a person active. Absent lists mean the default: every event except reserved ones and
 * those sent by servers (docs/definitions.md, "Active").
 */
export interface ActiveEvents {
  /** When given, only these names count, from any platform. */
  only?: string[];
  /** Names that never count. */
  except?: string[];
}

export interface Project extends Partial<IngestRules> {
  id: number;
  name: string;
  /** IANA zone; days, weeks and months of every report are this zone's. */
  timeZone: string;
  weekStart: WeekStart;
  /** ISO 4217. */
  currency: string;
  activeEvents: ActiveEvents;
  /** Live events older than this many days become dead letters. */
  lateWindowDays: number;
  /** Raw events are deleted after this many days; null keeps them. */
  rawRetentionDays?: number | null;
  /** First local day of which all raw events are still there; null while none was deleted by age. */
  rawFrom?: string | null;
  version: number;
  createdAt: string;
  /** The caller's role in it. */
  role?: Role;
  /** First and last local day with an event, null while empty. */
  firstDay?: string | null;
  lastDay?: string | null;
}
