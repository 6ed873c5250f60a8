import { composePayload, type FeatureDefinition, type SavedGroups } from '@groundswell/assignment';
import { createHash } from 'node:crypto';
import type { ProjectFlags } from './flag-source.js';
import { groupsOfSdks } from './groups-of-sdks.js';

/** What SDKs with a client key of one environment are given. */
export interface Delivered {
  projectId: number;
  environment: string;
  features: Readonly<Record<string, FeatureDefinition>>;
  /** Who is in which cohort, for evaluation by the server: also in those of which SDKs are not told. */
  savedGroups: SavedGroups;
  /** Flags that there are and that are off here. */
  disabled: ReadonlySet<string>;
  dateUpdated: string;
  /** The payload of GrowthBook's SDKs, as text: nobody's id is in it. */
  body: string;
  etag: string;
  /** The same with the ids of members, for keys that give them out. */
  withMembers: Pick<Delivered, 'body' | 'etag'>;
  /** When a schedule changes it next, ms; Infinity where none does. */
  nextChange: number;
}

/** The same text in every process, so that their ETags agree. */
export function deliver(projectId: number, project: ProjectFlags, environment: string, now: Date): Delivered {
  const { flags, experiments, layers, rollouts, cohorts, changedAt } = project;
  const composed = composePayload({ environment, now, flags, experiments, layers, rollouts });
  const { features, disabled, lastChange, nextChange } = composed;
  const changed = Math.max(changedAt.getTime(), lastChange?.getTime() ?? 0);
  const dateUpdated = new Date(changed).toISOString();
  const payload = { status: 200, features, dateUpdated };
  const savedGroups = groupsOfSdks(features, cohorts);
  const bare = asText(payload);
  return {
    projectId,
    environment,
    features,
    savedGroups: Object.fromEntries([...cohorts].map(([group, { ids }]) => [group, ids])),
    disabled: new Set(disabled),
    dateUpdated,
    ...bare,
    withMembers: savedGroups ? asText({ ...payload, savedGroups }) : bare,
    nextChange: nextChange?.getTime() ?? Infinity,
  };
}

function asText(payload: object): Delivered['withMembers'] {
  const body = JSON.stringify(payload);
  return { body, etag: etagOf(body) };
}

export function etagOf(...texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return `"${hash.digest('base64url').slice(0, 27)}"`;
}

/** Whether a caller has it already: `If-None-Match` names it, weakly or not. */
export function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
