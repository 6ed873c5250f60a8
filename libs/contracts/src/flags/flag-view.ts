import type { FlagDefinition } from './flag.js';
import type { RolloutState } from './rollout-guard.js';

/** A flag as the API gives it. */
export interface Flag extends FlagDefinition {
  id: number;
  /** By environment: when a server of ours last evaluated it. */
  evaluatedAt: Record<string, string>;
  /** Of its roll-outs that are guarded. */
  rollouts: RolloutState[];
  archivedAt: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

export type FlagDraft = FlagDefinition;

/** What somebody gets, and why. */
export interface TriedFlag {
  value: unknown;
  reason: 'off' | 'prerequisite' | 'default' | 'rule' | 'experiment';
  ruleId: string | null;
  experiment: string | null;
  variation: string | null;
}
