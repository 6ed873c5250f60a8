import {
  type Credits,
  DAY_MS,
  type Path,
  type PathTouch,
  attribute,
  markov,
  shapleyOfGame,
  stepsOf,
  touchesBefore,
} from '@groundswell/attribution';
import type { AttributionCalculation, AttributionCalculationAnswer } from '@groundswell/contracts';

type GivenPath = NonNullable<AttributionCalculation['paths']>[number];
type GivenTouch = GivenPath['touches'][number];

/** @throws AttributionError where the model cannot use what was given */
export function calculateAttribution(asked: AttributionCalculation): AttributionCalculationAnswer {
  if (asked.coalitions) return ofGame(asked.coalitions);
  const paths = (asked.paths ?? []).map((path, index) => toPath(path, index, asked.lookbackDays));
  const { model, repeats, direct, halfLifeDays } = asked;
  const credits = attribute(paths, { model, repeats, direct, halfLifeMs: halfLifeDays * DAY_MS });
  const answer = { model, rows: rowsOf(credits), totals: totalsOf(paths) };
  return model === 'markov' ? withEffects(answer, paths) : answer;
}

function toPath(
  { touches, convertedAt, conversions, nulls, revenue }: GivenPath,
  index: number,
  lookbackDays = Number.POSITIVE_INFINITY,
): Path {
  const inOrder =
    convertedAt === undefined
      ? touches.map(plainTouch)
      : touchesBefore(timedTouches(touches, index), Date.parse(convertedAt), lookbackDays * DAY_MS);
  return { touches: inOrder, conversions: conversions ?? (nulls > 0 ? 0 : 1), nulls, revenue };
}

function plainTouch(touch: GivenTouch): PathTouch {
  if (typeof touch === 'string') return { key: touch };
  return { key: touch.channel, ageMs: touch.ageDays === undefined ? undefined : touch.ageDays * DAY_MS };
}

function timedTouches(touches: GivenTouch[], path: number) {
  return touches.map((touch, index) => {
    if (typeof touch === 'string' || touch.at === undefined) throw new TouchWithoutTime(path, index);
    const { channel, at, order, id } = touch;
    return { key: channel, at: Date.parse(at), order, id };
  });
}

/** A path says when it converted, and one of its touches does not say when it was. */
export class TouchWithoutTime extends Error {
  constructor(
    readonly path: number,
    readonly touch: number,
  ) {
    super('needs `at`, as its path has `convertedAt`');
  }
}

function rowsOf(credits: Credits): AttributionCalculationAnswer['rows'] {
  return [...credits].map(([channel, credit]) => ({ channel, ...credit }));
}

function totalsOf(paths: Path[]): AttributionCalculationAnswer['totals'] {
  const sum = (measure: (path: Path) => number) => paths.reduce((all, path) => all + measure(path), 0);
  return {
    conversions: sum((path) => path.conversions),
    nulls: sum((path) => path.nulls),
    revenue: sum((path) => path.revenue),
  };
}

function withEffects(answer: AttributionCalculationAnswer, paths: Path[]): AttributionCalculationAnswer {
  const { removalEffects, conversionProbability } = markov(stepsOf(paths));
  const rows = answer.rows.map((row) => ({ ...row, removalEffect: removalEffects.get(row.channel) }));
  return { ...answer, rows, conversionProbability };
}

function ofGame(coalitions: NonNullable<AttributionCalculation['coalitions']>): AttributionCalculationAnswer {
  const values = shapleyOfGame(coalitions.map(({ channels, value }) => ({ players: channels, value })));
  const rows = [...values].map(([channel, conversions]) => ({ channel, conversions, revenue: 0 }));
  const conversions = rows.reduce((sum, row) => sum + row.conversions, 0);
  return { model: 'shapley', rows, totals: { conversions, nulls: 0, revenue: 0 } };
}
