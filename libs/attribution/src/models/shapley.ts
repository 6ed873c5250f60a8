import { AttributionError } from '../attribution-error.js';
import type { Rule } from './rule-models.js';

/**
 * Equal shares for the distinct keys of a path; a key that is there more than once gets its share once, at its first touch.
 *
 * Exactly the Shapley value of the game v(S) = conversions of the paths whose keys are all in S: its dividends (Harsanyi
 * 1963) are the conversions of the paths whose set of keys is S, and a dividend is shared equally (Zhao, Mahboobi, Bagheri
 * 2018, "Shapley value methods for attribution modeling in online advertising").
 */
export const shapleyOfPath: Rule = (touches) => {
  const keys = touches.map(({ key }) => key);
  const share = 1 / new Set(keys).size;
  return keys.map((key, at) => (keys.indexOf(key) === at ? share : 0));
};

/** A coalition and what it is worth. */
export interface Coalition {
  players: readonly string[];
  value: number;
}

/** Every player doubles the number of coalitions. */
export const MOST_PLAYERS = 16;

/**
 * Shapley values of a game whose coalitions are all given; that of nobody is worth 0 unless it is. Values may be negative, and
 * are kept so: they add up to the value of all together.
 *
 * φ(i) = Σ over S without i of |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S)) (Shapley 1953).
 * @throws AttributionError for coalitions that are missing, told twice or too many
 */
export function shapleyOfGame(coalitions: readonly Coalition[]): Map<string, number> {
  const players = [...new Set(coalitions.flatMap((coalition) => [...coalition.players]))];
  if (players.length > MOST_PLAYERS) {
    throw new AttributionError(`A game may have ${MOST_PLAYERS} players; this one has ${players.length}.`);
  }
  const values = valuesByMask(players, coalitions);
  const weights = players.map((_, size) => weightOf(size, players.length));
  return new Map(players.map((player, index) => [player, valueOf(1 << index, values, weights)]));
}

/** v(S), where bit i of S is player i. */
function valuesByMask(players: string[], coalitions: readonly Coalition[]): Float64Array {
  const values = new Float64Array(2 ** players.length).fill(Number.NaN);
  const bits = new Map(players.map((player, index) => [player, 1 << index]));
  for (const coalition of coalitions) {
    const mask = coalition.players.reduce((sum, player) => sum | (bits.get(player) ?? 0), 0);
    if (!Number.isNaN(values[mask])) {
      throw new AttributionError(`The coalition ${named(coalition.players)} is given twice.`);
    }
    values[mask] = coalition.value;
  }
  if (Number.isNaN(values[0])) values[0] = 0;
  const missing = values.findIndex(Number.isNaN);
  if (missing < 0) return values;
  const members = players.filter((_, index) => missing & (1 << index));
  throw new AttributionError(`The coalition ${named(members)} has no value; every combination needs one.`);
}

const named = (players: readonly string[]) => `{${players.join(', ')}}`;

/** |S|! (n − |S| − 1)! / n! = 1 / (n · C(n − 1, |S|)). */
function weightOf(size: number, count: number): number {
  let combinations = 1;
  for (let at = 1; at <= size; at++) combinations = (combinations * (count - at)) / at;
  return 1 / (count * combinations);
}

function valueOf(player: number, values: Float64Array, weights: number[]): number {
  let sum = 0;
  for (let mask = 0; mask < values.length; mask++) {
    if (mask & player) continue;
    sum += (weights[sizeOf(mask)] ?? 0) * ((values[mask | player] ?? 0) - (values[mask] ?? 0));
  }
  return sum;
}

function sizeOf(mask: number): number {
  let size = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) size++;
  return size;
}
