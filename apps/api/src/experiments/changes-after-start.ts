import type {
  AnalysisSettings,
  Assignment,
  ExperimentMetric,
  ExperimentState,
  Variation,
} from '@groundswell/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { FieldProblem } from './draft-problems.js';
import type { ExperimentChanges } from './experiment.dto.js';

export interface Started {
  key: string;
  kind: string;
  template: string;
  hypothesis: string;
  state: ExperimentState;
  variations: Variation[];
  assignment: Assignment;
  metrics: ExperimentMetric[];
  settings: AnalysisSettings;
}

const FIXED = 'is fixed since the start. Stop this experiment and begin another to test something else';

/**
 * What of a change would make the results another question's than the one that was asked, or move people between
 * variations. Safe are: names, what was learned, more coverage, further metrics that are no goals, and slices.
 */
export function changesRefused(experiment: Started, change: ExperimentChanges): FieldProblem[] {
  if (experiment.state === 'draft') return [];
  const fixed = (['key', 'kind', 'template', 'hypothesis'] as const).filter(
    (field) => change[field] !== undefined && change[field] !== experiment[field],
  );
  return [
    ...fixed.map((path) => ({ path, message: FIXED })),
    ...variationsRefused(experiment, change.variations),
    ...assignmentRefused(experiment, change.assignment ?? {}),
    ...metricsRefused(experiment, change.metrics),
    ...settingsRefused(experiment, change.settings ?? {}),
  ];
}

function variationsRefused({ variations: now }: Started, then: Variation[] | undefined): FieldProblem[] {
  const bare = (variations: Variation[]) => variations.map(({ key, weight }) => ({ key, weight }));
  if (!then || isDeepStrictEqual(bare(now), bare(then))) return [];
  return [{ path: 'variations', message: `${FIXED}; only their names may change` }];
}

function assignmentRefused({ assignment, state }: Started, change: Partial<Assignment>): FieldProblem[] {
  return differing(assignment, change).flatMap((field) => {
    const path = `assignment.${field}`;
    if (field !== 'coverage') return [{ path, message: FIXED }];
    if (state !== 'running') return [{ path, message: 'nobody is assigned any more' }];
    if (change.coverage! > assignment.coverage) return [];
    return [{ path, message: 'may only grow while it runs: whoever has a variation would lose it' }];
  });
}

function metricsRefused({ metrics: now, state }: Started, then?: ExperimentMetric[]): FieldProblem[] {
  if (!then || isDeepStrictEqual(now, then)) return [];
  if (state === 'archived') return [{ path: 'metrics', message: 'an archived experiment is as it was' }];
  const kept = now.every((metric) => then.some((other) => isDeepStrictEqual(metric, other)));
  if (!kept) return [{ path: 'metrics', message: `${FIXED}; others may be added` }];
  return then.flatMap((metric, index) =>
    metric.role === 'goal' && !now.some(({ metricId }) => metricId === metric.metricId)
      ? [{ path: `metrics.${index}.role`, message: 'a goal cannot be added once results can be seen' }]
      : [],
  );
}

function settingsRefused({ settings, state }: Started, change: Partial<AnalysisSettings>): FieldProblem[] {
  return differing(settings, change)
    .filter((field) => field !== 'slices' || state === 'archived')
    .map((field) => ({ path: `settings.${field}`, message: FIXED }));
}

function differing<T extends object>(now: T, change: Partial<T>): (keyof T & string)[] {
  return (Object.keys(change) as (keyof T & string)[]).filter(
    (field) => change[field] !== undefined && !isDeepStrictEqual(now[field], change[field]),
  );
}
