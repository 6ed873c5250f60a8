import type { Filter } from '@groundswell/contracts';
import type { PathsAsk } from '../api/useReport.js';
import type { UrlChange } from '../layout/useUrlState.js';
import type { Days } from '../range/range.js';

export const DIRECTIONS = ['start', 'end'] as const;
export type Direction = (typeof DIRECTIONS)[number];
export const PAUSES = [0, 30, 60, 1_440] as const;
export const DEPTHS = [2, 3, 4, 5, 6, 8, 10] as const;

/** All that the page asks, but the range; the URL holds it. */
export interface PathsSettings {
  direction: Direction;
  /** '' for the first event of all, which only paths from a start have. */
  event: string;
  depth: number;
  /** Whether an event that follows itself is drawn again. */
  keepsRepeats: boolean;
  /** Minutes; 0: paths go on over any pause. */
  pause: number;
  filters: Filter[];
}

export function readSettings(params: URLSearchParams): PathsSettings {
  return {
    direction: params.get('direction') === 'end' ? 'end' : 'start',
    event: params.get('event') ?? '',
    depth: DEPTHS.find((depth) => String(depth) === params.get('depth')) ?? 5,
    keepsRepeats: params.get('repeats') === 'keep',
    pause: PAUSES.find((pause) => String(pause) === params.get('pause')) ?? 0,
    filters: filtersOf(params.get('filters')),
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

export function writeSettings(change: Partial<PathsSettings>): UrlChange {
  const url: UrlChange = {};
  if (change.direction) url.direction = change.direction === 'end' ? 'end' : null;
  if (change.event !== undefined) url.event = change.event || null;
  if (change.depth) url.depth = String(change.depth);
  if (change.keepsRepeats !== undefined) url.repeats = change.keepsRepeats ? 'keep' : null;
  if (change.pause !== undefined) url.pause = change.pause ? String(change.pause) : null;
  if (change.filters) url.filters = change.filters.length > 0 ? JSON.stringify(change.filters) : null;
  return url;
}

/** The question to the API; null where paths are to end with an event that is not chosen. */
export function toQuery(settings: PathsSettings, days: Days): PathsAsk | null {
  const { direction, event, depth, keepsRepeats, pause, filters } = settings;
  if (direction === 'end' && event === '') return null;
  return {
    kind: 'paths',
    ...days,
    ...(event && { [direction]: event }),
    depth,
    repeats: keepsRepeats ? 'keep' : 'collapse',
    ...(pause > 0 && { pauseMinutes: pause }),
    ...(filters.length > 0 && { filters }),
  };
}
