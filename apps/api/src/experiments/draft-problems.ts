import { conditionProblems } from '@groundswell/assignment';
import type {
  AnalysisSettings,
  Assignment,
  ExperimentKind,
  ExperimentMetric,
  Problem,
  Variation,
} from '@groundswell/contracts';

export type FieldProblem = NonNullable<Problem['errors']>[number];

export interface Draft {
  kind: ExperimentKind;
  variations: Variation[];
  assignment: Assignment;
  metrics: ExperimentMetric[];
  settings: AnalysisSettings;
}

/** Weights such as .3333 three times are meant to be whole. */
const ROUNDING = 0.001;

/** What is wrong with a draft by itself, without looking at others of its project. */
export function draftProblems(draft: Draft): FieldProblem[] {
  return [
    ...variationProblems(draft.variations),
    ...metricProblems(draft.metrics),
    ...conditionProblems(draft.assignment.condition, 'assignment.condition'),
    ...layerProblems(draft.assignment),
    ...(draft.kind === 'holdout' ? holdoutProblems(draft) : []),
    ...(draft.settings.bandit ? banditProblems(draft) : []),
  ];
}

function variationProblems(variations: readonly Variation[]): FieldProblem[] {
  const total = variations.reduce((sum, { weight }) => sum + weight, 0);
  const problems = repeated(variations.map(({ key }) => key)).map((index) => ({
    path: `variations.${index}.key`,
    message: `"${variations[index]!.key}" is the key of another variation, too`,
  }));
  if (Math.abs(total - 1) > ROUNDING)
    problems.push({
      path: 'variations',
      message: `weights must add up to 1, not ${Number(total.toFixed(4))}`,
    });
  if (variations.filter(({ weight }) => weight > 0).length < 2)
    problems.push({ path: 'variations', message: 'two variations need a weight above 0, to compare them' });
  return problems;
}

function metricProblems(metrics: readonly ExperimentMetric[]): FieldProblem[] {
  const twice = repeated(metrics.map(({ metricId }) => metricId)).map((index) => ({
    path: `metrics.${index}.metricId`,
    message: `metric ${metrics[index]!.metricId} is there already`,
  }));
  const margins = metrics.flatMap(({ role, margin }, index) =>
    role !== 'guardrail' && margin !== undefined
      ? [{ path: `metrics.${index}.margin`, message: 'is for guardrails' }]
      : [],
  );
  return [...twice, ...margins];
}

function layerProblems({ layer }: Assignment): FieldProblem[] {
  if (!layer || layer.range[0] < layer.range[1]) return [];
  return [{ path: 'assignment.layer.range', message: 'must end above where it begins' }];
}

function holdoutProblems({ variations, assignment }: Draft): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (variations.length !== 2)
    problems.push({ path: 'variations', message: 'a holdout has two: who is held out, and everybody else' });
  if (assignment.holdoutId !== null)
    problems.push({ path: 'assignment.holdoutId', message: 'a holdout is not in another holdout' });
  if (assignment.layer) problems.push({ path: 'assignment.layer', message: 'a holdout spans all layers' });
  return problems;
}

/** What the weights of a bandit follow has to be clear. */
function banditProblems({ kind, settings }: Draft): FieldProblem[] {
  const problem = (message: string) => [{ path: 'settings.bandit', message }];
  if (kind === 'holdout') return problem('is not for holdouts, which stay as they are');
  return settings.clusterBy === null ? [] : problem('moves people one by one, and not with their cluster');
}

/** Places of values that came before. */
function repeated(values: readonly (string | number)[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}
