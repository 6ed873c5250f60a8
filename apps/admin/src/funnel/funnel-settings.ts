import {
  FUNNEL_ORDERS,
  type Filter,
  type FunnelQuery,
  WINDOW_SECONDS,
  type WindowUnit,
  faultsOfIssue,
  funnelQuerySchema,
} from '@groundswell/contracts';
import { ApiError } from '../api/http.js';
import type { FunnelAsk } from '../api/useReport.js';
import type { UrlChange } from '../layout/useUrlState.js';
import type { Interval } from '../range/local-date.js';
import type { Days } from '../range/range.js';

export interface StepSettings {
  /** '' while it is not chosen. */
  event: string;
  filters: Filter[];
}
export interface ExclusionSettings extends StepSettings {
  /** It may not happen between this step and the next; counted from 0. */
  after: number;
}

/** All that the page asks, but the range; the URL holds it. */
export interface FunnelSettings {
  steps: StepSettings[];
  exclusions: ExclusionSettings[];
  order: FunnelQuery['order'];
  window: { value: number; unit: WindowUnit };
  /** '' for none. */
  breakdown: string;
  /** The days before stand beside these. */
  isCompared: boolean;
}

export const MOST_STEPS = 20;
export const FEWEST_STEPS = 2;
export const UNITS = Object.keys(WINDOW_SECONDS) as WindowUnit[];
const DEFAULT_WINDOW = { value: 14, unit: 'day' as const };
const empty = (): StepSettings => ({ event: '', filters: [] });

export function readSettings(params: URLSearchParams): FunnelSettings {
  const steps = parsed(params.get('steps')).map(stepOf);
  while (steps.length < FEWEST_STEPS) steps.push(empty());
  return {
    steps: steps.slice(0, MOST_STEPS),
    exclusions: parsed(params.get('exclusions')).map((one) => ({
      ...stepOf(one),
      after: Number((one as { after?: unknown } | null)?.after) || 0,
    })),
    order: FUNNEL_ORDERS.find((name) => name === params.get('order')) ?? 'ordered',
    window: windowOf(params.get('window')),
    breakdown: params.get('breakdown') ?? '',
    isCompared: params.get('compare') === '1',
  };
}

/** What a link holds may be anything. */
function parsed(text: string | null): unknown[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function stepOf(value: unknown): StepSettings {
  const { event, filters } = (value ?? {}) as { event?: unknown; filters?: unknown };
  return {
    event: typeof event === 'string' ? event : '',
    filters: Array.isArray(filters) ? (filters as Filter[]) : [],
  };
}

function windowOf(text: string | null): FunnelSettings['window'] {
  const [, value, unit] = /^(\d{1,6}) (\w+)$/.exec(text ?? '') ?? [];
  const known = UNITS.find((name) => name === unit);
  return known && Number(value) > 0 ? { value: Number(value), unit: known } : DEFAULT_WINDOW;
}

export function writeSettings(change: Partial<FunnelSettings>): UrlChange {
  const url: UrlChange = {};
  const list = (items: StepSettings[]) =>
    JSON.stringify(items.map(({ filters, ...rest }) => (filters.length > 0 ? { ...rest, filters } : rest)));
  if (change.steps) url.steps = change.steps.some(({ event }) => event) ? list(change.steps) : null;
  if (change.exclusions) url.exclusions = change.exclusions.length > 0 ? list(change.exclusions) : null;
  if (change.order) url.order = change.order === 'ordered' ? null : change.order;
  if (change.window) url.window = `${change.window.value} ${change.window.unit}`;
  if (change.breakdown !== undefined) url.breakdown = change.breakdown || null;
  if (change.isCompared !== undefined) url.compare = change.isCompared ? '1' : null;
  return url;
}

/** The question to the API; null while there are not two steps to ask about. */
export function toQuery(settings: FunnelSettings, days: Days, trend: Interval): FunnelAsk | null {
  const part = ({ event, filters }: StepSettings) => ({ event, ...(filters.length > 0 && { filters }) });
  const steps = settings.steps.filter(({ event }) => event !== '');
  if (steps.length < FEWEST_STEPS || steps.length < settings.steps.length) return null;
  const exclusions = settings.order === 'any' ? [] : settings.exclusions.filter(({ event }) => event !== '');
  return {
    kind: 'funnel',
    ...days,
    steps: steps.map(part),
    order: settings.order,
    window: settings.window,
    ...(exclusions.length > 0 && {
      exclusions: exclusions.map((one) => ({ ...part(one), between: betweenOf(one.after, steps.length) })),
    }),
    ...(settings.breakdown && { breakdown: settings.breakdown }),
    breakdownStep: 0,
    trend,
  };
}

function betweenOf(after: number, steps: number): [number, number] {
  const from = Math.min(Math.max(after, 0), steps - 2);
  return [from, from + 1];
}

/** What the API would refuse, in its words and with its codes; null where it would answer. */
export function problemOf(query: FunnelAsk): ApiError | null {
  const { error } = funnelQuerySchema.safeParse(query);
  if (!error) return null;
  const [first, ...more] = error.issues.flatMap(faultsOfIssue);
  return first ? new ApiError(`${first.path}: ${first.message}`, 400, [first, ...more]) : null;
}
