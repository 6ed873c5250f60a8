const MARGIN = 3;

/** SVG path through `values`, from 0 at the bottom to the largest at the top, and the place of its last point. */
export function sparklinePath(values: readonly number[], width: number, height: number) {
  const max = Math.max(...values, 0) || 1;
  const step = (width - 2 * MARGIN) / Math.max(1, values.length - 1);
  const round = (value: number) => Math.round(value * 100) / 100;
  const points = values.map((value, index) => ({
    x: round(MARGIN + index * step),
    y: round(height - MARGIN - (value / max) * (height - 2 * MARGIN)),
  }));
  const line = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return { line, end: points.at(-1) ?? { x: MARGIN, y: height - MARGIN } };
}
