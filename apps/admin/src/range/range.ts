import { addDays, isDay } from './local-date.js';

export const PRESETS = ['7d', '28d', '90d', '180d', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** What the URL says: a preset, or two days. */
export type RangeChoice = { preset: Preset } | { from: string; to: string };

export interface Days {
  from: string;
  to: string;
}

/** What ranges count back from: the last day with data when it lies in the past, else today. */
export function anchorOf(lastDay: string | null | undefined, today: string): string {
  return lastDay && lastDay < today ? lastDay : today;
}

/** The API answers no longer ranges. */
const MOST_DAYS = 3_700;

/** `day`, but not before `floor` and not after `ceiling`. */
function within(day: string, floor: string, ceiling: string): string {
  if (day < floor) return floor;
  return day > ceiling ? ceiling : day;
}

export function resolveRange(choice: RangeChoice, anchor: string, firstDay: string | null | undefined): Days {
  if ('from' in choice) return choice;
  if (choice.preset === 'all')
    return { from: within(firstDay ?? anchor, addDays(anchor, 1 - MOST_DAYS), anchor), to: anchor };
  return { from: addDays(anchor, 1 - Number.parseInt(choice.preset)), to: anchor };
}

/** From URL parameters `range` or `from` and `to`; whatever is not usable gives the fallback. */
export function readRange(params: URLSearchParams, fallback: Preset): RangeChoice {
  const from = params.get('from');
  const to = params.get('to');
  if (isDay(from) && isDay(to) && from <= to) return { from, to };
  const preset = PRESETS.find((name) => name === params.get('range'));
  return { preset: preset ?? fallback };
}

export function writeRange(choice: RangeChoice): Record<'range' | 'from' | 'to', string | null> {
  if ('preset' in choice) return { range: choice.preset, from: null, to: null };
  return { range: null, from: choice.from, to: choice.to };
}
