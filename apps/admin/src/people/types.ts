import type { LiveEvent } from '../api/types.js';

/** Somebody as reports count them. */
export interface Person {
  id: number;
  personId: number;
  distinctIds: string[];
  distinctIdCount: number;
  mergedPersonIds: number[];
  identified: boolean;
  properties: Record<string, unknown>;
  createdAt: string;
  events: number;
  firstSeen: string | null;
  lastSeen: string | null;
}

export interface PersonEvents {
  data: LiveEvent[];
  next: string | null;
}

export interface PersonMerge {
  id: number;
  fromPersonId: number;
  intoPersonId: number;
  fromDistinctId: string | null;
  intoDistinctId: string | null;
  state: 'active' | 'undone' | 'superseded';
  by: 'event' | 'member';
  eventId: string | null;
  email: string | null;
  reason: string | null;
  createdAt: string;
  endedAt: string | null;
  endedByEmail: string | null;
}

export interface MergePreview {
  from: Person;
  into: Person;
  conflicts: { property: string; from: unknown; into: unknown; kept: unknown }[];
  result: Person;
}
