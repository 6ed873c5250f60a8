import type { RetentionAsk } from '../api/useReport.js';
import type { UrlChange } from '../layout/useUrlState.js';
import { INTERVALS, type Interval } from '../range/local-date.js';
import type { Days, Preset } from '../range/range.js';

/** All that the page asks, but the range; the URL holds it. */
export interface RetentionSettings {
  period: Interval;
  periods: number;
  cohortEvent: string;
  returnEvent: string;
  kind: 'firstTime' | 'everyTime';
  mode: 'on' | 'onOrAfter';
  /** A platform, `compare` for all of them beside each other, or '' for all together. */
  platform: string;
}

export const COMPARE = 'compare';
const DEFAULT_PERIODS: Record<Interval, number> = { day: 14, week: 12, month: 6 };
export const MAX_PERIODS: Record<Interval, number> = { day: 90, week: 52, month: 36 };
export const DEFAULT_RANGE: Record<Interval, Preset> = { day: '28d', week: '90d', month: 'all' };

export function readSettings(params: URLSearchParams): RetentionSettings {
  const period = INTERVALS.find((name) => name === params.get('period')) ?? 'day';
  return {
    period,
    periods: clamp(Number(params.get('periods')), period),
    cohortEvent: params.get('cohortEvent') ?? '',
    returnEvent: params.get('returnEvent') ?? '',
    kind: params.get('kind') === 'everyTime' ? 'everyTime' : 'firstTime',
    mode: params.get('mode') === 'onOrAfter' ? 'onOrAfter' : 'on',
    platform: params.get('platform') ?? '',
  };
}

function clamp(periods: number, period: Interval): number {
  if (!Number.isInteger(periods) || periods < 1) return DEFAULT_PERIODS[period];
  return Math.min(periods, MAX_PERIODS[period]);
}

/** What to change in the URL; another period starts with its own number of periods. */
export function writeSettings(change: Partial<RetentionSettings>): UrlChange {
  const url: UrlChange = {};
  for (const [name, value] of Object.entries(change)) url[name] = value === '' ? null : String(value);
  return 'period' in change ? { ...url, periods: null } : url;
}

/** The question to the API. A platform filters both what makes a cohort and what counts as a return. */
export function toQuery(settings: RetentionSettings, days: Days): RetentionAsk {
  const { period, periods, kind, mode, platform } = settings;
  const isFiltered = platform !== '' && platform !== COMPARE;
  const filters = isFiltered
    ? [{ property: 'platform', operator: 'eq' as const, value: platform }]
    : undefined;
  const part = (event: string) => ({ ...(event && { event }), ...(filters && { filters }) });
  return {
    kind: 'retention',
    ...days,
    period,
    periods,
    cohort: { ...part(settings.cohortEvent), kind },
    returning: part(settings.returnEvent),
    mode,
    ...(platform === COMPARE && { breakdown: 'platform' }),
  };
}
