import { type ClusterSums, type QuantileBounds, quantileLevels } from '@groundswell/statistics';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { orRegexProblem } from '../regex-problem.js';
import type { AnalysisContext } from './analysis.js';
import { type QuantileDefinition, boundsQuery, clustersBelow, valueCounts } from './quantile-bounds.query.js';

/** By arm: the quantile with its bounds, and the sums over people by which values of one person are told to be alike. */
export type QuantileFacts = Map<number, { bounds: QuantileBounds; clusters: ClusterSums }>;

const within = (level: number) => Math.min(1, Math.max(0, level));

/** Exact; arms without a value are not in it. */
export async function quantileFacts(
  client: ClickHouseClient,
  definition: QuantileDefinition,
  firstDay: string,
  newContext: () => AnalysisContext,
): Promise<QuantileFacts> {
  const rows = await ask<{ arm: number; n: number | string }>(
    client,
    valueCounts(newContext(), definition, firstDay),
  ).catch(orRegexProblem);
  const counts = new Map(
    rows.map(({ arm, n }) => [Number(arm), Number(n)]).filter(([, n]) => n! > 0) as [number, number][],
  );
  if (counts.size === 0) return new Map();
  const level = definition.quantile;
  const levels = new Map(
    [...counts].map(([arm, n]) => {
      const { lower, upper } = quantileLevels(n, level);
      return [arm, [level, within(lower), within(upper)]];
    }),
  );
  const found = await ask<{ arm: number; bounds: number[] }>(
    client,
    boundsQuery(newContext(), definition, firstDay, levels),
  ).catch(orRegexProblem);
  const estimates = new Map(found.map(({ arm, bounds }) => [Number(arm), Number(bounds[0])]));
  type Sums = Record<'arm' | 'clusters' | 'b' | 'bb' | 'a' | 'aa' | 'ba', number | string>;
  const sums = await ask<Sums>(client, clustersBelow(newContext(), definition, firstDay, estimates)).catch(
    orRegexProblem,
  );
  const clustersOf = new Map(sums.map((row) => [Number(row.arm), clusterSums(row)]));
  return new Map(
    found.map(({ arm, bounds: [estimate, lower, upper] }) => [
      Number(arm),
      {
        bounds: { n: counts.get(Number(arm))!, level, estimate: estimate!, lower: lower!, upper: upper! },
        clusters: clustersOf.get(Number(arm))!,
      },
    ]),
  );
}

const clusterSums = (row: Record<string, number | string>): ClusterSums => ({
  clusters: Number(row.clusters),
  below: { sum: Number(row.b), sumSquares: Number(row.bb) },
  events: { sum: Number(row.a), sumSquares: Number(row.aa) },
  sumProducts: Number(row.ba),
});
