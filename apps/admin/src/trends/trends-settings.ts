import { EVENT_MEASURES, type EventMeasure, type Filter, PROPERTY_MEASURES } from '@groundswell/contracts';
import type { ActiveUsersAsk, EventCountsAsk } from '../api/useReport.js';
import type { UrlChange } from '../layout/useUrlState.js';
import { type Interval, addDays, daysBetween } from '../range/local-date.js';
import type { Days } from '../range/range.js';

/** People, or what their events come to. */
export const MEASURES = ['users', ...EVENT_MEASURES] as const;
export type Measure = 'users' | EventMeasure;
export const TRAILING = [7, 28, 30] as const;

/** All that the page asks, but range and interval; the URL holds it. */
export interface TrendsSettings {
  measure: Measure;
  /** '' for any active event. */
  event: string;
  /** Whose numbers are measured; '' while it is not chosen. */
  property: string;
  filters: Filter[];
  /** '' for none. */
  breakdown: string;
  /** Each period counts the days that end with it; null: its own. */
  trailingDays: number | null;
  /** The days before are drawn, too. */
  isCompared: boolean;
}
export type TrendsAsk = ActiveUsersAsk | EventCountsAsk;

export const needsProperty = (measure: Measure): boolean =>
  measure !== 'users' && PROPERTY_MEASURES.includes(measure);

/** Whose numbers are measured, as definitions of metrics say it: `payment.amount`; '' for any active event. */
export function measuredOf(query: TrendsAsk): string {
  const property = query.kind === 'eventCounts' ? (query.property ?? '') : '';
  return [query.event, property.replace(/^(properties|person)\./, '')].filter(Boolean).join('.');
}

export function readSettings(params: URLSearchParams): TrendsSettings {
  const trailing = Number(params.get('trailing'));
  return {
    measure: MEASURES.find((name) => name === params.get('measure')) ?? 'users',
    event: params.get('event') ?? '',
    property: params.get('property') ?? '',
    filters: filtersOf(params.get('filters')),
    breakdown: params.get('breakdown') ?? '',
    trailingDays: TRAILING.find((days) => days === trailing) ?? null,
    isCompared: params.get('compare') === '1',
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

export function writeSettings(change: Partial<TrendsSettings>): UrlChange {
  const { measure, filters, trailingDays, isCompared, ...texts } = change;
  const url: UrlChange = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text || null]));
  if (measure) url.measure = measure === 'users' ? null : measure;
  if (filters) url.filters = filters.length > 0 ? JSON.stringify(filters) : null;
  if (trailingDays !== undefined) url.trailing = trailingDays === null ? null : String(trailingDays);
  if (isCompared !== undefined) url.compare = isCompared ? '1' : null;
  return url;
}

/** The question to the API; null while a property is needed and not chosen. */
export function toQuery(settings: TrendsSettings, days: Days, interval: Interval): TrendsAsk | null {
  const { measure, event, property, filters, breakdown, trailingDays } = settings;
  if (needsProperty(measure) && property === '') return null;
  const shared = {
    ...days,
    interval,
    ...(event && { event }),
    ...(filters.length > 0 && { filters }),
    ...(breakdown && { breakdown }),
    ...(trailingDays !== null && { trailingDays }),
  };
  if (measure === 'users') return { kind: 'activeUsers', ...shared };
  return { kind: 'eventCounts', ...shared, measure, ...(needsProperty(measure) && { property }) };
}

/** As many days as a range has, right before it. */
export function daysBefore({ from, to }: Days): Days {
  return { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) };
}
