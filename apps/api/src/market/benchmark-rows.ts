import type { BenchmarkOwnRow, BenchmarkRow } from '@groundswell/contracts';
import type { PanelFigure } from '@groundswell/postgres';
import { type Dated, changeOf, monthBefore } from './month-before.js';

type Figure = Pick<PanelFigure, 'subject' | 'date' | 'value' | 'source'>;
export interface OwnFigure extends Dated {
  complete: boolean;
  /** Where data began after it, or within it, so that nobody knows who was active. */
  lacks?: 'all' | 'part';
}

interface Given {
  /** Of one metric, by date ascending, from a month before the range on. */
  figures: readonly Figure[];
  /** Own truth by period, ascending, or null; as far back. */
  own: readonly OwnFigure[] | null;
  range: { from: string; to: string };
  ownSubject?: string;
  /** First day of the period that holds a day. */
  periodOf(date: string): string;
}

/** Level, change and share of every subject, and of the project itself, within the range (docs/definitions.md). */
export function benchmarkRows({ figures, own, range, ownSubject, periodOf }: Given): {
  rows: BenchmarkRow[];
  own: BenchmarkOwnRow[] | null;
} {
  const bySubject = grouped(figures);
  const ownByPeriod = new Map(own?.map((figure) => [figure.date, figure]));
  // Own truth stands for it, where there is some.
  const isLeft = (subject: string, period: string) =>
    own !== null && subject === ownSubject && ownByPeriod.get(period)?.lacks !== 'all';
  const rivals = latestOfPeriods(figures, periodOf, isLeft);
  const totalOf = (period: string): number | null => {
    const rivalTotal = rivals.get(period);
    const truth = ownByPeriod.get(period);
    if (rivalTotal === undefined) return null;
    // Before data began there is no own truth, and those who are listed share among themselves.
    if (truth?.lacks === 'all') return rivalTotal;
    if (own && !isWhole(truth)) return null;
    return rivalTotal + (truth?.value ?? 0);
  };
  const isWithin = (date: string) => date >= range.from && date <= range.to;
  const rows = figures
    .filter(({ date }) => isWithin(date))
    .map(({ subject, date, value, source }) => {
      const period = periodOf(date);
      const change = changeOf(value, monthBefore(date, bySubject.get(subject) ?? []));
      const share = isLeft(subject, period) ? null : ratio(value, totalOf(period));
      return { subject, bucket: date, value, change, period, share, source };
    });
  rows.sort((a, b) => compare(a.bucket, b.bucket) || compare(a.subject, b.subject));
  const firstPeriod = periodOf(range.from);
  const ownRows = own
    ?.filter(({ date, lacks }) => date >= firstPeriod && date <= range.to && lacks !== 'all')
    .map((figure) => {
      const { date, value, complete } = figure;
      const change = isWhole(figure) ? changeOf(value, known(monthBefore(date, own))) : null;
      return { bucket: date, value, change, share: ratio(value, totalOf(date)), complete };
    });
  return { rows, own: ownRows ?? null };
}

function grouped(figures: readonly Figure[]): Map<string, Figure[]> {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    const group = groups.get(figure.subject);
    if (group) group.push(figure);
    else groups.set(figure.subject, [figure]);
  }
  return groups;
}

/** What the subjects come to in each period, each by its last figure of it. */
function latestOfPeriods(
  figures: readonly Figure[],
  periodOf: Given['periodOf'],
  isLeft: (subject: string, period: string) => boolean,
): Map<string, number> {
  const latest = new Map<string, Map<string, number>>();
  for (const { subject, date, value } of figures) {
    const period = periodOf(date);
    if (isLeft(subject, period)) continue;
    const subjects = latest.get(period) ?? new Map<string, number>();
    latest.set(period, subjects.set(subject, value));
  }
  return new Map([...latest].map(([period, values]) => [period, sum([...values.values()])]));
}

const isWhole = (truth: OwnFigure | undefined): boolean =>
  truth?.complete === true && truth.lacks === undefined;
const known = (then: OwnFigure | null) => (then?.lacks === undefined ? then : null);
const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);
const ratio = (part: number, whole: number | null) => (whole ? part / whole : null);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
