import { dayIndexOf } from '../calendar/calendar.js';

/** Points of a curve: day index and value, in order of days. */
export type Curve = readonly (readonly [number, number])[];

const curve = (points: readonly (readonly [string, number])[]): Curve =>
  points.map(([date, value]) => [dayIndexOf(date), value]);

/** People active on all ends together on a plain weekday, at one hundredth of the published size. */
export const ACTIVE_PEOPLE = curve([
  ['2023-10-09', 190],
  ['2023-10-11', 230],
  ['2023-10-16', 205],
  ['2023-11-01', 255],
  ['2023-11-16', 340],
  ['2023-11-21', 420],
  ['2023-12-10', 560],
  ['2023-12-31', 740],
  ['2024-01-15', 930],
  ['2024-01-31', 1_330],
  ['2024-02-10', 1_800],
  ['2024-02-18', 2_400],
  ['2024-02-24', 3_400],
  ['2024-02-29', 5_000],
  ['2024-03-05', 8_500],
  ['2024-03-10', 13_333],
  ['2024-03-13', 15_000],
  ['2024-03-17', 16_300],
  ['2024-03-18', 18_000],
  ['2024-03-21', 20_900],
  ['2024-03-25', 22_600],
]);

/** Share of them that is active on the web. */
export const WEB_SHARE = curve([
  ['2023-10-09', 0.52],
  ['2023-11-15', 0.47],
  ['2023-12-31', 0.38],
  ['2024-02-01', 0.36],
  ['2024-03-25', 7_900 / 22_600],
]);

/** Share of them that is active in the apps for iOS and Android, from their release on. */
export const APP_SHARE = curve([
  ['2023-11-15', 0],
  ['2023-11-16', 0.1],
  ['2023-12-31', 0.2],
  ['2024-02-01', 0.22],
  ['2024-03-25', 5_400 / 22_600],
]);

/**
 * A smooth curve through the points of values above 0, rising wherever they rise: a piecewise cubic of their logarithm
 * with the slopes of Fritsch and Butland (1984). Outside, the nearest point's value holds.
 */
export function smooth(points: Curve, day: number): number {
  return between(points, day, (i, t, days) => {
    const [from, to] = [Math.log(points[i]![1]), Math.log(points[i + 1]![1])];
    const [slopeFrom, slopeTo] = [slopeAt(points, i) * days, slopeAt(points, i + 1) * days];
    const bend = slopeFrom + slopeTo - 2 * (to - from);
    return Math.exp(from + t * (slopeFrom + t * (to - from - slopeFrom + (t - 1) * bend)));
  });
}

/** Straight lines between the points; outside, the nearest point's value holds. */
export function linear(points: Curve, day: number): number {
  return between(points, day, (i, t) => points[i]![1] * (1 - t) + points[i + 1]![1] * t);
}

/** `t`: how far between point i and the next, 0 to 1; `days` between the two. */
function between(points: Curve, day: number, value: (i: number, t: number, days: number) => number): number {
  const next = points.findIndex(([at]) => at > day);
  if (next < 0) return points[points.length - 1]![1];
  if (next === 0) return points[0]![1];
  const from = points[next - 1]![0];
  const days = points[next]![0] - from;
  return value(next - 1, (day - from) / days, days);
}

/** Of the logarithm, per day: 0 at a peak or valley, else the harmonic mean of the slopes on both sides. */
function slopeAt(points: Curve, i: number): number {
  const before = i > 0 ? secant(points, i - 1) : secant(points, i);
  const after = i < points.length - 1 ? secant(points, i) : before;
  return before * after > 0 ? (2 * before * after) / (before + after) : 0;
}

function secant(points: Curve, i: number): number {
  const [fromDay, from] = points[i]!;
  const [toDay, to] = points[i + 1]!;
  return Math.log(to / from) / (toDay - fromDay);
}
