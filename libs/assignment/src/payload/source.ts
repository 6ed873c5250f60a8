import type {
  Assignment,
  ExperimentKind,
  ExperimentState,
  FlagDefinition,
  LayerHashVersion,
  Variation,
} from '@groundswell/contracts';
import type { RolloutProgress } from './guarded-rollout.js';

/** An experiment as far as its assignment goes. */
export interface AssignedExperiment {
  id: number;
  key: string;
  name: string;
  kind: ExperimentKind;
  state: ExperimentState;
  variations: readonly Variation[];
  assignment: Assignment;
  /** Key of the variation that everybody gets since the verdict. */
  shippedVariation: string | null;
}

/** What divides people among the experiments of a layer; that never changes while any of them runs. */
export interface DividedLayer {
  key: string;
  hashVersion: LayerHashVersion;
}

/** What of a project is delivered in an environment, before it is known to whom. */
export interface PayloadSource {
  environment: string;
  /** Schedules and roll-outs are taken as they are then. */
  now: Date;
  flags: readonly FlagDefinition[];
  experiments: readonly AssignedExperiment[];
  /** By their ids. */
  layers: ReadonlyMap<number, DividedLayer>;
  /** Of guarded roll-outs, by `ruleName`; one that is not there has just begun. */
  rollouts: ReadonlyMap<string, RolloutProgress>;
}

/** Name of the saved group of a cohort; its members are values of the hash attribute. */
export const groupOfCohort = (cohortId: number): string => `cohort-${cohortId}`;
