import type { BenchmarkAnswer } from '@groundswell/contracts';
import { totalColor } from '../charts/palette.js';
import { type Interval, addIntervals } from '../range/local-date.js';
import type { Scheme } from '../theme/tokens.js';

export const VIEWS = ['level', 'share', 'change'] as const;
export type View = (typeof VIEWS)[number];

/** One line of the chart. */
export interface Subject {
  key: string;
  name: string;
  color: string;
  isOwn: boolean;
  points: Map<string, Point>;
}
export interface Point {
  value: number;
  share: number | null;
  change: number | null;
}

export const OWN = '(own)';

const COLORS: Record<Scheme, readonly string[]> = {
  light: ['#c76f11', '#8457c9', '#2f6fde', '#bf3f78', '#3d8f47', '#8b7a55', '#64747c'],
  dark: ['#f0a557', '#b794f4', '#79a8ff', '#ee86b2', '#7ac984', '#c9b78e', '#9fb0b8'],
};

/** Own truth first, then the panel's subjects by name. What is not over is left out of the line. */
export function subjectsOf({ rows, own }: BenchmarkAnswer, ownName: string, scheme: Scheme): Subject[] {
  const colors = COLORS[scheme];
  const names = [...new Set(rows.map(({ subject }) => subject))].sort((a, b) => a.localeCompare(b));
  const panel = names.map((name, index) => ({
    key: name,
    name,
    color: colors[index % colors.length] ?? '',
    isOwn: false,
    points: new Map(rows.filter((row) => row.subject === name).map((row) => [row.period, row])),
  }));
  if (!own) return panel;
  const points = new Map(own.filter(({ complete }) => complete).map((row) => [row.bucket, row]));
  return [{ key: OWN, name: ownName, color: totalColor(scheme), isOwn: true, points }, ...panel];
}

/**
 * Every period from the first to the last that anybody has a figure of in this view: panels name days far apart, and the axis
 * is one of time.
 */
export function periodsOf(subjects: readonly Subject[], view: View, interval: Interval): string[] {
  const known = subjects
    .flatMap(({ points }) =>
      [...points].flatMap(([period, point]) => (pick(point, view) === null ? [] : period)),
    )
    .sort();
  const [first] = known;
  const last = known.at(-1);
  const periods: string[] = [];
  for (let at = first; at && last && at <= last; at = addIntervals(interval, at, 1)) periods.push(at);
  return periods;
}

export function pick(point: Point | undefined, view: View): number | null {
  if (!point) return null;
  return view === 'level' ? point.value : point[view];
}
