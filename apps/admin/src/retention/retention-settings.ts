import type { Filter } from '@groundswell/contracts';
import type { RetentionAsk } from '../api/useReport.js';
import type { UrlChange } from '../layout/useUrlState.js';
import { INTERVALS, type Interval, addDays, daysBetween } from '../range/local-date.js';
import type { Days, Preset } from '../range/range.js';
import { type Bracket, DEFAULT_BRACKETS, bracketsText, parseBrackets } from './brackets.js';

export const KINDS = ['firstTime', 'firstEver', 'everyTime'] as const;
export const MODES = ['on', 'onOrAfter', 'bracket'] as const;
/** What the question is compared with: the days before, or other people of the same days. */
export const COMPARISONS = ['none', 'before', 'other'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Whose retention it is. */
export interface Side {
  cohortEvent: string;
  returnEvent: string;
  /** Filters both what makes a cohort and what counts as a return; '' for all. */
  platform: string;
  /** Of what makes a cohort. */
  filters: Filter[];
}

/** All that the page asks, but the range; the URL holds it. */
export interface RetentionSettings extends Side {
  period: Interval;
  periods: number;
  kind: (typeof KINDS)[number];
  mode: (typeof MODES)[number];
  brackets: Bracket[];
  /** '' for none; a comparison has none. */
  breakdown: string;
  comparison: Comparison;
  /** For the comparison with other people. */
  other: Side;
}

const DEFAULT_PERIODS: Record<Interval, number> = { day: 14, week: 12, month: 6 };
export const MAX_PERIODS: Record<Interval, number> = { day: 90, week: 52, month: 36 };
export const DEFAULT_RANGE: Record<Interval, Preset> = { day: '28d', week: '90d', month: 'all' };
/** Of parameters that belong to the other side. */
const OTHER = 'B';
const BY_PLATFORM = 'compare';

export function readSettings(params: URLSearchParams): RetentionSettings {
  const period = INTERVALS.find((name) => name === params.get('period')) ?? 'day';
  const own = sideOf(params, '');
  const comparison = COMPARISONS.find((name) => name === params.get('compare')) ?? 'none';
  return {
    ...own,
    // Links of old say so.
    platform: own.platform === BY_PLATFORM ? '' : own.platform,
    breakdown: own.platform === BY_PLATFORM ? 'platform' : (params.get('breakdown') ?? ''),
    period,
    periods: clamp(Number(params.get('periods')), period),
    kind: KINDS.find((name) => name === params.get('kind')) ?? 'firstTime',
    mode: MODES.find((name) => name === params.get('mode')) ?? 'on',
    brackets: parseBrackets(params.get('brackets') ?? '') ?? [...DEFAULT_BRACKETS],
    comparison,
    other: sideOf(params, OTHER),
  };
}

function sideOf(params: URLSearchParams, suffix: string): Side {
  return {
    cohortEvent: params.get(`cohortEvent${suffix}`) ?? '',
    returnEvent: params.get(`returnEvent${suffix}`) ?? '',
    platform: params.get(`platform${suffix}`) ?? '',
    filters: filtersOf(params.get(`filters${suffix}`)),
  };
}

/** What a link holds may be anything. */
function filtersOf(text: string | null): Filter[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? (value as Filter[]) : [];
  } catch {
    return [];
  }
}

function clamp(periods: number, period: Interval): number {
  if (!Number.isInteger(periods) || periods < 1) return DEFAULT_PERIODS[period];
  return Math.min(periods, MAX_PERIODS[period]);
}

/** What to change in the URL; another period starts with its own number of periods. */
export function writeSettings(change: Partial<RetentionSettings>): UrlChange {
  const { other, comparison, brackets, filters, ...plain } = change;
  const url: UrlChange = { ...written({ ...plain, ...(filters && { filters }) }, '') };
  if (brackets) url.brackets = bracketsText(brackets, ',');
  if (comparison) url.compare = comparison === 'none' ? null : comparison;
  return { ...url, ...(other && written(other, OTHER)), ...('period' in change && { periods: null }) };
}

function written(fields: object, suffix: string): UrlChange {
  const text = (value: unknown) => (Array.isArray(value) ? value.length > 0 && JSON.stringify(value) : value);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      `${name}${suffix}`,
      text(value) ? String(text(value)) : null,
    ]),
  );
}

/** The question to the API. */
export function toQuery(settings: RetentionSettings, days: Days, side: Side = settings): RetentionAsk {
  const { period, periods, kind, mode, brackets, breakdown, comparison } = settings;
  const platform = side.platform
    ? [{ property: 'platform', operator: 'eq' as const, value: side.platform }]
    : [];
  const part = (event: string, filters: Filter[]) => ({
    ...(event && { event }),
    ...(filters.length > 0 && { filters }),
  });
  return {
    kind: 'retention',
    ...days,
    period,
    periods,
    cohort: { ...part(side.cohortEvent, [...platform, ...side.filters]), kind },
    returning: part(side.returnEvent, platform),
    mode,
    ...(mode === 'bracket' && { brackets }),
    ...(breakdown && comparison === 'none' && { breakdown }),
  };
}

/** What it is compared with; null for nothing. */
export function toOtherQuery(settings: RetentionSettings, days: Days): RetentionAsk | null {
  if (settings.comparison === 'none') return null;
  if (settings.comparison === 'other') return toQuery(settings, days, settings.other);
  const { from, to } = days;
  return toQuery(settings, { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) });
}
