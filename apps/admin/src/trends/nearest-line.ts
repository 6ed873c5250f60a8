import type { DrawnLine } from './trends-option.js';

/** Of the lines with a value in a period the one that passes nearest to a height; without a height the first. */
export function nearestLine(
  lines: readonly DrawnLine[],
  index: number,
  value: number | null,
): DrawnLine | null {
  const there = lines.filter(({ values }) => values[index] != null);
  if (value === null) return there[0] ?? null;
  const distance = ({ values }: DrawnLine) => Math.abs((values[index] ?? 0) - value);
  return there.reduce<DrawnLine | null>(
    (best, line) => (best === null || distance(line) < distance(best) ? line : best),
    null,
  );
}
