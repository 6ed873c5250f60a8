import { dayIndexOf } from './calendar/calendar.js';
import { DEMO, totalDays } from './demo.js';
import { DEFAULT_SCALE } from './demo-targets.js';
import type { SegmentMessage } from './messages/segment-message.js';
import { planDays } from './plan/daily-plan.js';
import { type SimulatedDay, Simulation } from './simulation.js';

export interface SimulationOptions {
  /** Share of the published size, above 0 and up to 1. About 1 million events at 0.01, 20 million at 0.2. */
  scale?: number;
  /** Another whole number makes another history with the same reported figures. */
  seed?: number;
  /** Local dates, both included, within `DEMO.from` and `DEMO.to`. A part is the same as in the whole. */
  from?: string;
  to?: string;
}

export const DEFAULT_SEED = 20_231_009;
const DEFAULT_CHUNK = 2_000;

/**
 * The messages of one local day after another, each day's in order of time. The same options give the same bytes.
 * @throws RangeError at the first step, where an option is out of range
 */
export function* simulate(options: SimulationOptions = {}): Generator<SegmentMessage[], void, undefined> {
  for (const day of simulateDays(options))
    yield Array.from({ length: day.count }, (_, place) => day.message(place));
}

/**
 * The same messages in arrays of at most `chunk`, none of them across midnight: for sizes at which a whole day
 * does not fit in memory.
 */
export function* simulateInChunks(
  options: SimulationOptions & { chunk?: number } = {},
): Generator<SegmentMessage[], void, undefined> {
  const size = options.chunk ?? DEFAULT_CHUNK;
  for (const day of simulateDays(options)) {
    for (let at = 0; at < day.count; at += size) {
      yield Array.from({ length: Math.min(size, day.count - at) }, (_, i) => day.message(at + i));
    }
  }
}

/** One local day after another, of which a message is made when it is asked for: many days at once need no memory. */
export function* simulateDays(options: SimulationOptions = {}): Generator<SimulatedDay, void, undefined> {
  const { scale, seed, from, to } = checked(options);
  const simulation = new Simulation(seed, scale, totalDays);
  for (const plan of planDays(totalDays, scale, seed)) {
    if (plan.day > to) return;
    const day = simulation.live(plan);
    if (plan.day >= from) yield day;
  }
}

function checked(options: SimulationOptions) {
  const { scale = DEFAULT_SCALE, seed = DEFAULT_SEED } = options;
  const from = dayIndexOf(options.from ?? DEMO.from);
  const to = dayIndexOf(options.to ?? DEMO.to);
  if (!(scale > 0 && scale <= 1))
    throw new RangeError(`"scale" must be above 0 and at most 1, not ${scale}.`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`"seed" must be a whole number, not ${seed}.`);
  if (from < 0 || to >= totalDays || from > to) {
    throw new RangeError(`"from" and "to" must lie in order between ${DEMO.from} and ${DEMO.to}.`);
  }
  return { scale, seed, from, to };
}
