import { useReport } from '../api/useReport.js';
import type { Days } from '../range/range.js';

/** Names of events of these days, the most used first, as suggestions; any other may be typed. */
export function useEventNames(days: Days): string[] {
  const { data } = useReport({ kind: 'activeUsers', ...days, interval: 'month', breakdown: 'event' });
  const people = new Map<string, number>();
  for (const { breakdown, users } of data?.rows ?? []) {
    if (breakdown === null || /^\(.*\)$/.test(breakdown)) continue;
    people.set(breakdown, Math.max(people.get(breakdown) ?? 0, users));
  }
  return [...people].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}
