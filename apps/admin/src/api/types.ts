import type { CodedReason, IngestRules, Project, Role, Traffic } from '@groundswell/contracts';

/** What the API's resources look like to this page. */
export interface Page<T> {
  data: T[];
  total: number;
}

export interface ProjectView extends Omit<Project, keyof IngestRules>, IngestRules {
  role: Role;
  demo?: boolean;
  /** Events were taken in, so that the zone stays. */
  zoneFixed: boolean;
  firstDay: string | null;
  lastDay: string | null;
}
export interface CreatedProject extends ProjectView {
  writeKey: string;
  clientKey: string;
}

export interface Me {
  id: number;
  email: string;
  name: string;
  memberships: { projectId: number; role: Role }[];
}

export type KeyKind = 'write' | 'client';
export interface ProjectKey {
  id: number;
  kind: KeyKind;
  /** What it is for; may be empty. */
  name: string;
  key: string;
  /** Client keys: whose flags they read. */
  environment: string;
  remoteOnly: boolean;
  givesMembers: boolean;
  /** Client keys: when an SDK last came with it. */
  usedAt: string | null;
  createdAt: string;
  revokedAt: string | null;
}

export interface LiveEvent {
  eventId: string;
  event: string;
  distinctId: string;
  personId: number;
  timestamp: string;
  receivedAt: string;
  platform: string;
  country: string;
  traffic: Traffic;
  properties: Record<string, unknown>;
}

export interface ImportView {
  id: string;
  state: 'running' | 'done' | 'failed';
  fileName: string;
  rows: number;
  accepted: number;
  rejected: number;
  /** Accepted rows that were stored before; null until it is done. */
  duplicates: number | null;
  /** Share of the file that is read, 0..1. */
  progress: number;
  format: string | null;
  rejectedSample: ({ line: number; file?: string; reason: string } & CodedReason)[];
  error: string | null;
  errorCode: CodedReason | null;
  createdAt: string;
  finishedAt: string | null;
}

export interface DeadLetter extends CodedReason {
  id: string;
  reason: string;
  detail: string;
  payload: string;
  topic: string;
  partition: number;
  offset: string;
  createdAt: string;
  /** The import that replays it now. */
  replayId: string | null;
}

export interface Member {
  id: number;
  email: string;
  name: string;
  role: Role;
  createdAt: string;
}

export interface AuditEntry {
  id: string;
  userId: number | null;
  email: string | null;
  action: string;
  target: string;
  detail: Record<string, unknown>;
  createdAt: string;
}

export interface ApiToken {
  id: number;
  name: string;
  scopes: string[];
  expiresAt: string | null;
  lastUsedAt: string | null;
  createdAt: string;
}
