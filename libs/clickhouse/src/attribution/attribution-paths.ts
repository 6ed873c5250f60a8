import type { AttributionPathsAnswer, AttributionPathsQuery } from '@groundswell/contracts';
import { answerHead } from '../answer-head.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { hasLinkClicks } from '../links/has-link-clicks.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { MOST_TOUCHES, TIME_BOUNDS, pathShapes, topPaths } from './attribution-paths.query.js';
import { attributionContext } from './attribution.query.js';

interface Amounts {
  conversions: number | string;
  nulls: number | string;
  revenue: number | string;
}
type PathRow = Amounts & { keys: string[]; medianMs: number | string | null };
type ShapeRow = Amounts & { touches: number; class: number };

/**
 * The ways that led to conversions, and those that did not (docs/definitions.md, "Attribution").
 * @throws UnanswerableQuery when the rollup is asked
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function attributionPaths(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: AttributionPathsQuery,
  now: Date,
): Promise<AttributionPathsAnswer> {
  const started = performance.now();
  checkRange(query);
  const source = chooseSource(query.engine, 'it holds who was there on a day, not what brought them.');
  const present = {
    anyMerges: await hasMerges(client, project.id),
    anyLinkClicks: await hasLinkClicks(client, project.id),
  };
  const { limit, ...asked } = query;
  const contextOf = () =>
    attributionContext({ ...asked, kind: 'attribution', model: 'linear', halfLifeDays: 7 }, project, present);
  const [paths, shapes] = await Promise.all([
    ask<PathRow>(client, topPaths(contextOf(), limit)).catch(orRegexProblem),
    ask<ShapeRow>(client, pathShapes(contextOf())).catch(orRegexProblem),
  ]);
  return {
    kind: 'attributionPaths',
    ...answerHead(project, source, now, started),
    level: query.level,
    rows: paths.map(rowOf),
    ...distributions(shapes),
  };
}

function rowOf({ keys, medianMs, ...amounts }: PathRow): AttributionPathsAnswer['rows'][number] {
  const { conversions, nulls, revenue } = numbersOf(amounts);
  const isTimed = keys.length > 0 && conversions > 0;
  return {
    ...{ keys, conversions, nulls, revenue, rate: conversions / (conversions + nulls) },
    medianSeconds: isTimed ? Number(medianMs) / 1000 : null,
  };
}

const numbersOf = ({ conversions, nulls, revenue }: Amounts) => ({
  ...{ conversions: Number(conversions), nulls: Number(nulls), revenue: Number(revenue) },
});

function distributions(shapes: ShapeRow[]): Pick<AttributionPathsAnswer, 'lengths' | 'times' | 'totals'> {
  const sum = (some: ShapeRow[], of: keyof Amounts) => some.reduce((all, row) => all + Number(row[of]), 0);
  const having = (of: 'touches' | 'class', value: number) =>
    shapes.filter((row) => Number(row[of]) === value);
  return {
    lengths: withShares(
      Array.from({ length: MOST_TOUCHES + 1 }, (_, touches) => {
        const own = having('touches', touches);
        return { touches, conversions: sum(own, 'conversions'), nulls: sum(own, 'nulls') };
      }),
    ),
    times: withShares(
      TIME_BOUNDS.map((fromDays, at) => ({
        ...{ fromDays, toDays: TIME_BOUNDS[at + 1] ?? null },
        conversions: sum(having('class', at + 1), 'conversions'),
      })),
    ),
    totals: {
      ...{ conversions: sum(shapes, 'conversions'), nulls: sum(shapes, 'nulls') },
      revenue: sum(shapes, 'revenue'),
    },
  };
}

function withShares<Row extends { conversions: number }>(
  rows: readonly Row[],
): (Row & { share: number | null })[] {
  const all = rows.reduce((sum, { conversions }) => sum + conversions, 0);
  return rows.map((row) => ({ ...row, share: all > 0 ? row.conversions / all : null }));
}
