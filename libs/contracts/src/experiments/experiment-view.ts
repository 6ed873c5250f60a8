import type {
  AnalysisSettings,
  Assignment,
  ExperimentKind,
  ExperimentMetric,
  ExperimentPlan,
  ExperimentState,
  ExperimentTemplate,
  LayerHashVersion,
  Variation,
  Verdict,
  WeightChange,
} from './experiment.js';

/** An experiment as the API gives it. */
export interface Experiment {
  id: number;
  key: string;
  name: string;
  kind: ExperimentKind;
  template: ExperimentTemplate;
  hypothesis: string;
  state: ExperimentState;
  variations: Variation[];
  assignment: Assignment;
  metrics: ExperimentMetric[];
  settings: AnalysisSettings;
  planned: ExperimentPlan | null;
  startedAt: string | null;
  stoppedAt: string | null;
  archivedAt: string | null;
  verdict: Verdict | null;
  shippedVariation: string | null;
  verdictReason: string;
  /** Of a bandit whose weights were moved: all of them, those of the start first. */
  weightChanges: WeightChange[];
  learned: string;
  version: number;
  createdAt: string;
}

/** Disjoint ranges of it are taken by experiments that nobody is to be in two of. */
export interface ExperimentLayer {
  id: number;
  key: string;
  name: string;
  hashVersion: LayerHashVersion;
  taken: { experimentId: number; name: string; range: [number, number] }[];
  version: number;
  createdAt: string;
}

/** What is looked at before a start. Those that block refuse it. */
export const CHECKS = [
  'goal',
  'metrics',
  'hypothesis',
  'layer',
  'holdout',
  'overlap',
  'targeting',
  'metricData',
  'sdk',
  'power',
] as const;
export type CheckName = (typeof CHECKS)[number];

export interface Check {
  check: CheckName;
  outcome: 'passed' | 'warning' | 'blocking';
  /** One sentence: what was found, and what to do where it did not pass. */
  detail: string;
  /** Which sentence `detail` is, and what it holds: for other languages. */
  code: string;
  values: Record<string, string | number>;
}

/** A change of an experiment, newest first. */
export interface ExperimentChange {
  id: string;
  action: string;
  email: string | null;
  detail: Record<string, unknown>;
  /** After the start: what is read in the results was not so all along. */
  afterStart: boolean;
  createdAt: string;
}
