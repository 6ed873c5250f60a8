import type { ExperimentFacts } from '@groundswell/clickhouse';
import type { MetricDefinition, ResultProjection } from '@groundswell/contracts';
import { type RetentionPoint, type RetentionProjection, projectRetention } from '@groundswell/statistics';
import type { Asked, AskedMetric } from './assemble-results.js';
import { NO_REASON, noCurveOf } from './reason.js';

/** Days after the exposure to which retention is projected, as far as they are not observed. */
const HORIZONS = [90, 180, 365];
const FEWEST_DAYS = 3;

type Retention = Extract<MetricDefinition, { type: 'retention' }>;

/**
 * What the retention of an experiment comes to in the long run: of each kind of return that is measured on three single days
 * or more. Of clusters there is none, as its error is of people.
 */
export function projectionsOf(
  asked: Asked,
  defined: AskedMetric[],
  facts: ExperimentFacts,
): ResultProjection[] {
  if (asked.settings.clusterBy !== null) return [];
  const used = new Set(asked.metrics.map(({ metricId }) => metricId));
  const groups = new Map<string, { definition: Retention; id: number }[]>();
  for (const { id, definition } of defined) {
    if (!used.has(id) || definition.type !== 'retention') continue;
    const [from, to] = definition.days;
    if (from !== to || from === 0) continue;
    const kind = JSON.stringify([definition.of.event, definition.of.filters ?? []]);
    groups.set(kind, [...(groups.get(kind) ?? []), { definition, id }]);
  }
  return [...groups.values()]
    .filter((group) => new Set(group.map(({ definition }) => definition.days[0])).size >= FEWEST_DAYS)
    .map((group) => projectionOf(asked, group, facts));
}

function projectionOf(
  { variations, settings }: Asked,
  group: { definition: Retention; id: number }[],
  facts: ExperimentFacts,
): ResultProjection {
  const days = [...new Set(group.map(({ definition }) => definition.days[0]))].sort((a, b) => a - b);
  const head = { event: group[0]!.definition.of.event ?? null, days };
  const arms = variations.map((_, arm) => pointsOf(group, facts, arm));
  const last = days.at(-1)!;
  try {
    const horizons = HORIZONS.filter((day) => day > last).map((day) => {
      const compared = arms.map((points) => projectRetention(arms[0]!, points, day, 1 - settings.alpha));
      return { day, variations: compared.map((one, arm) => rowOf(variations[arm]!.key, one, arm)) };
    });
    return { ...head, horizons, ...NO_REASON };
  } catch (error) {
    return { ...head, horizons: [], ...noCurveOf(error) };
  }
}

/** A day that two metrics measure is told once. */
function pointsOf(
  group: { definition: Retention; id: number }[],
  facts: ExperimentFacts,
  arm: number,
): RetentionPoint[] {
  const points = new Map<number, RetentionPoint>();
  for (const { definition, id } of group) {
    const found = facts.metrics.get(id);
    if (found?.shape !== 'value') continue;
    const row = found.rows.find((one) => one.kind === 'whole' && one.arm === arm);
    const [people = 0, returned = 0] = row?.sums ?? [];
    points.set(definition.days[0], { day: definition.days[0], people, returned });
  }
  return [...points.values()];
}

function rowOf(key: string, { treatment, relativeLift, interval }: RetentionProjection, arm: number) {
  const isControl = arm === 0;
  return {
    key,
    rate: treatment.rate,
    relativeLift: isControl ? null : relativeLift,
    interval: isControl ? null : interval,
  };
}
