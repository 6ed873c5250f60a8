import { ATTRIBUTION_LEVELS, type AttributionLevel } from '@groundswell/contracts';
import type { AttributionModelsAsk, AttributionPathsAsk } from '../api/useReport.js';
import type { UrlChange } from '../layout/useUrlState.js';
import type { Days } from '../range/range.js';

export const MEASURES = ['conversions', 'revenue', 'cac', 'roas'] as const;
export type Measure = (typeof MEASURES)[number];
/** Days in which an impression counts that nothing was clicked in; 0: none counts. */
export const VIEW_DAYS = [0, 1, 7] as const;
export const LOOKBACKS = [1, 3, 7, 14, 30, 60, 90] as const;

/** All that the page asks, but the range; the URL holds it. */
export interface AttributionSettings {
  /** '' until one is chosen. */
  event: string;
  /** Property; '' for none. */
  revenue: string;
  level: AttributionLevel;
  lookback: number;
  repeats: 'keep' | 'collapse';
  views: (typeof VIEW_DAYS)[number];
  measure: Measure;
}

/** @param guess event in the place of one that the URL does not name */
export function readSettings(params: URLSearchParams, guess: string): AttributionSettings {
  const measure = MEASURES.find((name) => name === params.get('measure'));
  return {
    event: params.get('event') ?? guess,
    revenue: params.get('revenue') ?? 'revenue',
    level: ATTRIBUTION_LEVELS.find((name) => name === params.get('level')) ?? 'channel',
    lookback: LOOKBACKS.find((days) => String(days) === params.get('lookback')) ?? 30,
    repeats: params.get('repeats') === 'collapse' ? 'collapse' : 'keep',
    views: VIEW_DAYS.find((days) => String(days) === params.get('views')) ?? 0,
    measure: measure ?? 'conversions',
  };
}

export function writeSettings(change: Partial<AttributionSettings>): UrlChange {
  const url: UrlChange = {};
  if (change.event !== undefined) url.event = change.event || null;
  if (change.revenue !== undefined) url.revenue = change.revenue || '-';
  if (change.level) url.level = change.level;
  if (change.lookback) url.lookback = change.lookback === 30 ? null : String(change.lookback);
  if (change.repeats) url.repeats = change.repeats === 'keep' ? null : change.repeats;
  if (change.views !== undefined) url.views = change.views === 0 ? null : String(change.views);
  if (change.measure) url.measure = change.measure === 'conversions' ? null : change.measure;
  return url;
}

type Question = Omit<AttributionModelsAsk, 'kind' | 'halfLifeDays'>;

function questionOf(settings: AttributionSettings, days: Days): Question {
  const { event, revenue, level, lookback, repeats, views } = settings;
  const revenueProperty = revenue === '-' ? '' : revenue;
  return {
    ...days,
    conversion: { event, ...(revenueProperty && { revenueProperty }) },
    ...{ level, lookbackDays: lookback, repeats },
    ...(views > 0 && { viewThrough: { days: views } }),
  };
}

export const modelsQuery = (settings: AttributionSettings, days: Days): AttributionModelsAsk => ({
  kind: 'attributionModels',
  ...questionOf(settings, days),
  halfLifeDays: 7,
});
export const pathsQuery = (settings: AttributionSettings, days: Days): AttributionPathsAsk => ({
  kind: 'attributionPaths',
  ...questionOf(settings, days),
  limit: 200,
});

/** The event that a project most likely means by a conversion. */
export function guessEvent(names: readonly string[]): string {
  const wanted = [/purchase|order|pay|paid/i, /subscri/i, /sign.?up|register/i, /activat/i];
  return wanted.map((name) => names.find((event) => name.test(event))).find(Boolean) ?? '';
}
