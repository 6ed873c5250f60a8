import type { AssignmentContext } from '../context.js';
import type { Experiment, ExperimentResult, FeatureResult } from '../definitions.js';
import { evalFeature } from '../evaluation/eval-feature.js';

/** Somebody was divided by an experiment on the way to a value. */
export interface Divided {
  experiment: Experiment;
  result: ExperimentResult;
}

export interface Evaluated {
  key: string;
  result: FeatureResult;
  /** Of the feature, and of those that it asked first. */
  divided: Divided[];
}

/** One feature for one person, and every experiment that had a part in it. */
export function evaluateFor(context: AssignmentContext, key: string): Evaluated {
  const divided: Divided[] = [];
  const trackingCallback = (experiment: Experiment, result: ExperimentResult) => {
    divided.push({ experiment, result });
  };
  return { key, result: evalFeature({ ...context, trackingCallback }, key), divided };
}
