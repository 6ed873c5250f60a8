import type { FlagDefinition, FlagRule } from '@groundswell/contracts';
import { CohortEntity, ExperimentEntity, FlagEntity } from '@groundswell/postgres';
import { type EntityManager, In, IsNull } from 'typeorm';
import { holdMetrics, whyNotUsed } from '../metrics/hold-metrics.js';
import { guardedRules } from '../rollouts/follow-guards.js';
import { canBeForSomebody } from '../rollouts/watching-rules.js';
import type { FieldProblem } from './flag-problems.js';

type Waiting = Pick<FlagDefinition, 'key' | 'prerequisites' | 'rules'>;

/** What a flag names must be of its own project, and no flag may wait for itself by way of others. */
export async function referenceProblems(
  manager: EntityManager,
  projectId: number,
  flag: FlagDefinition,
): Promise<FieldProblem[]> {
  const others = await manager.findBy(FlagEntity, { projectId, archivedAt: IsNull() });
  const experiments = await manager.findBy(ExperimentEntity, { projectId });
  const known = new Set([...others, ...experiments].map(({ key }) => key));
  return [
    ...unknownPrerequisites(flag, known),
    ...cycle(flag, others),
    ...flag.rules.flatMap((rule, index) => experimentProblems(rule, `rules.${index}`, experiments)),
    ...(await unknownCohorts(manager, projectId, flag)),
    ...(await unknownMetrics(manager, projectId, flag)),
  ];
}

/** Keys that a flag waits for, and where it says so. */
export function waitsFor({ prerequisites, rules }: Waiting): { key: string; path: string }[] {
  const place = (prefix: string) => (one: { key: string }, index: number) => ({
    key: one.key,
    path: `${prefix}prerequisites.${index}.key`,
  });
  return [
    ...prerequisites.map(place('')),
    ...rules.flatMap((rule, index) => rule.prerequisites.map(place(`rules.${index}.`))),
  ];
}

function unknownPrerequisites(flag: FlagDefinition, known: ReadonlySet<string>): FieldProblem[] {
  return waitsFor(flag)
    .filter(({ key }) => !known.has(key) && key !== flag.key)
    .map(({ key, path }) => ({ path, message: `this project has no flag and no experiment "${key}"` }));
}

function cycle(flag: FlagDefinition, others: readonly Waiting[]): FieldProblem[] {
  const all = new Map<string, Waiting>([...others, flag].map((one) => [one.key, one]));
  return waitsFor(flag).flatMap(({ key, path }) => {
    const way = key === flag.key ? null : wayTo(flag.key, key, all, new Set());
    return way ? [{ path, message: `goes round in a circle: ${[flag.key, ...way].join(' → ')}` }] : [];
  });
}

/** Keys from one flag on to another, along what each waits for; null where there is no way. */
function wayTo(
  goal: string,
  from: string,
  all: ReadonlyMap<string, Waiting>,
  seen: Set<string>,
): string[] | null {
  if (from === goal) return [goal];
  const flag = all.get(from);
  if (!flag || seen.has(from)) return null;
  seen.add(from);
  for (const { key } of waitsFor(flag)) {
    const way = wayTo(goal, key, all, seen);
    if (way) return [from, ...way];
  }
  return null;
}

function experimentProblems(
  rule: FlagRule,
  path: string,
  experiments: readonly ExperimentEntity[],
): FieldProblem[] {
  if (rule.kind !== 'experiment') return [];
  const experiment = experiments.find(({ id }) => id === rule.experimentId);
  if (!experiment)
    return [{ path: `${path}.experimentId`, message: `this project has no experiment ${rule.experimentId}` }];
  const keys = experiment.variations.map(({ key }) => key);
  const missing = keys.filter((key) => !Object.hasOwn(rule.values, key));
  const unknown = Object.keys(rule.values).filter((key) => !keys.includes(key));
  return [
    ...missing.map((key) => ({ path: `${path}.values.${key}`, message: 'this variation has no value' })),
    ...unknown.map((key) => ({
      path: `${path}.values.${key}`,
      message: 'the experiment has no such variation',
    })),
  ];
}

async function unknownCohorts(
  manager: EntityManager,
  projectId: number,
  { rules }: FlagDefinition,
): Promise<FieldProblem[]> {
  const named = rules.flatMap(({ cohortIds }, rule) =>
    cohortIds.map((id, index) => ({ id, path: `rules.${rule}.cohortIds.${index}` })),
  );
  const rows = await manager.findBy(CohortEntity, { projectId, id: In(named.map(({ id }) => id)) });
  const known = new Set(rows.map(({ id }) => id));
  return named
    .filter(({ id }) => !known.has(id))
    .map(({ id, path }) => ({ path, message: `this project has no cohort ${id}` }));
}

/** A rule that is for nobody may keep a metric that was archived since: nothing is watched by it. */
async function unknownMetrics(
  manager: EntityManager,
  projectId: number,
  flag: FlagDefinition,
): Promise<FieldProblem[]> {
  const now = new Date();
  const named = guardedRules(flag).flatMap((rule) =>
    rule.guard.metrics.map(({ metricId: id }, index) => ({
      ...{ id, isWatched: canBeForSomebody(rule, now) },
      path: `rules.${flag.rules.indexOf(rule)}.guard.metrics.${index}.metricId`,
    })),
  );
  const known = await holdMetrics(
    manager,
    projectId,
    named.map(({ id }) => id),
  );
  return named.flatMap(({ id, path, isWatched }) => {
    const metric = known.get(id);
    const message = metric && !isWatched ? null : whyNotUsed(metric, id);
    return message === null ? [] : [{ path, message }];
  });
}
