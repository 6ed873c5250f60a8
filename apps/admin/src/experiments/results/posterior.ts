type Posterior = { mean: number; standardDeviation: number };

/** Standard deviations within which 95 % of a normal distribution are. */
const Z95 = 1.959964;
/** Beyond it a density cannot be told from the axis. */
const DRAWN = 3.5;

/** The density of a normal distribution (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.1). */
export function densityAt({ mean, standardDeviation }: Posterior, value: number): number {
  const z = (value - mean) / standardDeviation;
  return Math.exp(-(z * z) / 2) / (standardDeviation * Math.sqrt(2 * Math.PI));
}

/** Where 95 % of the posterior are, with as much beyond on either side. */
export const middle95 = ({ mean, standardDeviation }: Posterior): [number, number] => [
  mean - Z95 * standardDeviation,
  mean + Z95 * standardDeviation,
];

/** What is drawn of several at once: no difference is always in it. */
export function drawnRange(posteriors: readonly Posterior[]): [number, number] {
  const ends = posteriors.flatMap(({ mean, standardDeviation }) => [
    mean - DRAWN * standardDeviation,
    mean + DRAWN * standardDeviation,
  ]);
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}

/** Points of the curve, the least and the most value among them. */
export function curveOf(posterior: Posterior, [from, to]: readonly [number, number], points = 161) {
  return Array.from({ length: points }, (_, index): [number, number] => {
    const value = from + ((to - from) * index) / (points - 1);
    return [value, densityAt(posterior, value)];
  });
}
