import { ask } from '../connection/ask.js';
import type { ClickHouseClient, ClickHouseSettings } from '../connection/create-clickhouse.js';
import { orRegexProblem } from '../regex-problem.js';
import type { AnalysisContext } from './analysis.js';
import { type Caps, type SummedMetric, sumsQuery } from './metric-sums.query.js';

export type Range = [number, number] | undefined;
export type NewContext = (range?: Range) => AnalysisContext;

/** How people are asked about. */
export interface Asking {
  client: ClickHouseClient;
  firstDay: string;
  newContext: NewContext;
  /** All of them together are everybody. */
  ranges: Range[];
}

export interface Sums {
  kind: string;
  name: string;
  arm: number;
  /** Of each metric. */
  sums: number[][];
}

/** Each question is spread over the cores by itself; of two, one goes on where the other has an end that is not. */
const QUESTIONS_AT_ONCE = 2;

/**
 * Measured: of so many columns, to skip what a condition makes needless costs more than it saves (nothing here fails where it
 * does not hold), and so does compiling a question that is asked once.
 */
const SETTINGS: ClickHouseSettings = {
  short_circuit_function_evaluation: 'disable',
  compile_expressions: 0,
  compile_aggregate_expressions: 0,
};

/** Of everybody. Only where somebody took steps of a funnel in one millisecond are funnels asked for again, by place in the log. */
export async function sumsOfAll(asking: Asking, metrics: SummedMetric[], caps: Caps): Promise<Sums[]> {
  const { all, undecided } = await added(asking, metrics, caps, true);
  if (undecided === 0) return [...all.values()];
  const funnels = metrics.filter(({ definition }) => definition.type === 'funnel');
  const { all: exact } = await added(asking, funnels, caps, false);
  return [...all].map(([key, row]) => {
    const known = new Map(funnels.map(({ id }, index) => [id, exact.get(key)?.sums[index]]));
    return { ...row, sums: row.sums.map((sums, index) => known.get(metrics[index]!.id) ?? sums) };
  });
}

interface Row {
  kind: string;
  name: string;
  arm: number;
  totals: (number | string)[];
}

/** Sums of ranges of people add up to those of everybody. */
async function added(
  { client, firstDay, newContext, ranges }: Asking,
  metrics: SummedMetric[],
  caps: Caps,
  byTime: boolean,
): Promise<{ all: Map<string, Sums>; undecided: number }> {
  const all = new Map<string, Sums>();
  let undecided = 0;
  const waiting = [...ranges];
  const work = async () => {
    while (waiting.length > 0) {
      const sql = sumsQuery({ ...newContext(waiting.shift()), byTime }, metrics, firstDay, caps);
      const rows = await ask<Row>(client, sql, SETTINGS).catch(orRegexProblem);
      for (const { kind, name, arm, totals } of rows) {
        const key = JSON.stringify([kind, name, arm]);
        const before = all.get(key)?.sums;
        const sums = sumsOf(totals, sql.places).map((of, metric) => together(of, before?.[metric]));
        all.set(key, { kind, name, arm: Number(arm), sums });
        if (sql.undecided !== null) undecided += Number(totals[sql.undecided]);
      }
    }
  };
  await Promise.all(Array.from({ length: QUESTIONS_AT_ONCE }, work));
  return { all, undecided };
}

/** Of each metric, as its places say. */
export const sumsOf = (totals: (number | string)[], places: number[][]): number[][] =>
  places.map((of) => of.map((place) => Number(totals[place])));

const together = (some: number[], more: number[] | undefined) =>
  more ? some.map((sum, place) => sum + more[place]!) : some;
