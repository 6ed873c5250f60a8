import type { ExperimentFacts, MetricFacts, SumsRow } from '@groundswell/clickhouse';
import type {
  AnalysisSettings,
  ExperimentMetric,
  ExperimentResults,
  MetricDefinition,
  MetricDirection,
  MetricResult,
  Variation,
  WeightChange,
  VariationResult,
} from '@groundswell/contracts';
import { sampleRatio } from '@groundswell/statistics';
import { type Comparison, type Question, compareArms } from './compare-arms.js';
import { correct } from './correct.js';
import { armsOfDays, peopleOfSteadyDays } from './moving-weights.js';
import { healthWarnings } from './health-warnings.js';
import { projectionsOf } from './project-retention.js';
import { recommend } from './recommend.js';
import { samplesOf } from './samples-of.js';

/** An experiment as far as its results depend on it. */
export interface Asked {
  key: string;
  variations: Variation[];
  metrics: ExperimentMetric[];
  settings: AnalysisSettings;
  startedAt: Date | null;
  stoppedAt: Date | null;
  /** Of a bandit. */
  weightChanges: WeightChange[];
  /** People that were planned for; null: no plan. */
  plannedPeople: number | null;
}
export interface AskedMetric {
  id: number;
  name: string;
  definition: MetricDefinition;
  direction: MetricDirection;
}

export type Assembled = Omit<ExperimentResults, 'computedAt' | 'tookMs' | 'from' | 'to'>;

/** Everything that is said of an experiment, from the facts alone (docs/definitions.md, "Experiments"). */
export function assembleResults(asked: Asked, defined: AskedMetric[], facts: ExperimentFacts): Assembled {
  const { key, variations } = asked;
  const exposed = variations.map((_, arm) =>
    facts.exposures.reduce((sum, row) => sum + (row.arm === arm ? row.people : 0), 0),
  );
  const known = asked.metrics.flatMap((use) => {
    const metric = defined.find(({ id }) => id === use.metricId);
    return metric ? [metricOf(asked, use, metric, facts.metrics.get(metric.id))] : [];
  });
  const goals = known.filter(({ result }) => result.role === 'goal');
  correct(
    goals.flatMap(({ compared }) => compared),
    asked.settings,
  );
  const metrics = known.map(({ result }) => result);
  const srm = srmOfDays(asked, facts.exposures, exposed);
  const everybody = exposed.reduce((sum, one) => sum + one, 0) + facts.multiple;
  const health = {
    srm,
    multipleExposures: facts.multiple,
    multipleExposuresShare: everybody === 0 ? null : facts.multiple / everybody,
  };
  const warnings = healthWarnings({ asked, health, exposed, unknown: facts.unknown, metrics });
  return {
    experiment: key,
    health: { ...health, warnings },
    variations: variations.map(({ key: of, name, weight }, arm) => ({
      key: of,
      name,
      weight,
      exposed: exposed[arm]!,
    })),
    exposuresPerDay: perDay(facts.exposures, variations),
    metrics,
    projections: projectionsOf(asked, defined, facts),
    recommendation: recommend(asked, { srm, exposed, metrics }),
  };
}

function srmOfDays(
  { variations, weightChanges }: Asked,
  exposures: ExperimentFacts['exposures'],
  exposed: number[],
): ExperimentResults['health']['srm'] {
  if (weightChanges.length === 0)
    return srmOf(
      exposed,
      variations.map(({ weight }) => weight),
    );
  const { observed, expected } = peopleOfSteadyDays(exposures, weightChanges);
  return srmOf(observed, expected);
}

function srmOf(exposed: number[], weights: number[]): ExperimentResults['health']['srm'] {
  if (weights.filter((weight) => weight > 0).length < 2) {
    return { observed: exposed, expected: exposed, chiSquare: 0, pValue: 1, alarm: false };
  }
  const { observed, expected, chiSquare, pValue, alarm } = sampleRatio(exposed, weights);
  return { observed, expected, chiSquare, pValue, alarm };
}

function perDay(
  exposures: ExperimentFacts['exposures'],
  variations: Variation[],
): ExperimentResults['exposuresPerDay'] {
  const days = [...new Set(exposures.map(({ day }) => day))].sort();
  return days.map((day) => ({
    day,
    variations: variations.map(({ key }, arm) => ({
      key,
      exposed: exposures.find((row) => row.day === day && row.arm === arm)?.people ?? 0,
    })),
  }));
}

interface Known {
  result: MetricResult;
  /** Whole and by slice, the control not among them. */
  compared: Comparison[];
}

const NO_FACTS: MetricFacts = { shape: 'value', cap: null, rows: [] };

function metricOf(
  { variations, settings }: Asked,
  { role, margin: given }: ExperimentMetric,
  { id, name, definition, direction }: AskedMetric,
  facts = NO_FACTS,
): Known {
  const { alpha, sequential } = settings;
  const margin = given ?? null;
  const question: Question = { alpha, sequential, direction, role, margin };
  const keys = variations.map(({ key }) => key);
  const rows = facts.shape === 'quantile' ? [] : facts.rows;
  const arms = (of: SumsRow[]) => samplesOf(definition.type, facts, of, keys.length);
  // With weights that move, an arm has most of its people of other days than another.
  const byDay = settings.bandit && facts.shape === 'value' ? rows.filter(({ kind }) => kind === 'day') : [];
  const whole = armsOfDays(byDay, keys.length) ?? arms(rows.filter(({ kind }) => kind === 'whole'));
  const compared = compareArms(keys, whole, question);
  const slices = slicesOf(rows, settings.slices).map(({ property, value, of }) => ({
    property,
    value,
    compared: compareArms(keys, arms(of), question),
  }));
  const results = (of: Comparison[]) => of.map(({ result }) => result);
  const result: MetricResult = {
    metric: id,
    name,
    type: definition.type,
    direction,
    role,
    margin,
    baseline: compared[0]?.result.mean ?? null,
    cuped: whole.cuped,
    cap: facts.shape === 'quantile' ? null : facts.cap,
    variations: results(compared),
    slices: slices.map(({ property, value, compared: of }) => ({ property, value, variations: results(of) })),
    series: seriesOf(rows, keys, (of) => compareArms(keys, arms(of), question)),
  };
  return {
    result,
    compared: [compared, ...slices.map((slice) => slice.compared)].flatMap((list) => list.slice(1)),
  };
}

/** Values of a property with the most people, so that rare ones do not take the others' chance to be seen. */
const MOST_VALUES = 10;

function slicesOf(rows: SumsRow[], properties: string[]) {
  return properties.flatMap((property, index) => {
    const own = rows.filter(({ kind }) => kind === `s${index}`);
    const people = new Map<string, number>();
    for (const { name, sums } of own) people.set(name, (people.get(name) ?? 0) + (sums[0] ?? 0));
    const values = [...people].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_VALUES);
    return values.map(([value]) => ({ property, value, of: own.filter(({ name }) => name === value) }));
  });
}

/** Sums add up: up to and with each day of exposure. */
function seriesOf(
  rows: SumsRow[],
  keys: string[],
  compare: (rows: SumsRow[]) => Comparison[],
): MetricResult['series'] {
  const daily = rows.filter(({ kind }) => kind === 'day');
  const days = [...new Set(daily.map(({ name }) => name))].sort();
  const so = keys.map((_, arm): SumsRow => ({ kind: 'day', name: '', arm, sums: [] }));
  return days.map((day) => {
    for (const { arm, sums } of daily.filter(({ name }) => name === day)) {
      const before = so[arm]!;
      so[arm] = { ...before, sums: sums.map((sum, place) => sum + (before.sums[place] ?? 0)) };
    }
    const variations = compare(so).map(({ result }) => brief(result));
    return { day, variations };
  });
}

const brief = ({ key, n, mean, relativeLift, interval, sequentialInterval }: VariationResult) => ({
  key,
  n,
  mean,
  relativeLift,
  interval,
  sequentialInterval,
});
