import { acceptSegment } from '@groundswell/ingestion';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SegmentMessage } from './messages/segment-message.js';
import { DEMO, dateOf, demoTargets, midnightOf, totalDays } from './plan/facts.js';
import { simulate } from './simulate.js';

type EndName = 'web' | 'app' | 'mini';

/** Counts from the messages alone, in plain sets; ids that an identify links are one person. */
class Reference {
  readonly daily = new Map<string, Record<EndName | 'all', Set<string>>>();
  readonly visits = new Map<string, Set<string>>();
  readonly months = new Map<string, Set<string>>();
  private readonly owners = new Map<string, string>();

  link(days: SegmentMessage[][]): void {
    for (const { userId, anonymousId } of days.flat()) {
      if (userId && anonymousId) this.owners.set(anonymousId, userId);
    }
  }

  count(days: SegmentMessage[][]): void {
    days.forEach((messages, day) => messages.forEach((message) => this.add(dateOf(day), message)));
  }

  private add(date: string, { type, userId, anonymousId, context }: SegmentMessage): void {
    if (type === 'identify') return;
    const person = userId ?? this.owners.get(anonymousId ?? '') ?? anonymousId ?? '';
    const { platform, sessionId } = context as { platform: string; sessionId: string };
    const end: EndName = platform === 'web' ? 'web' : platform === 'mini_program' ? 'mini' : 'app';
    const day = this.daily.get(date) ?? { all: new Set(), web: new Set(), app: new Set(), mini: new Set() };
    this.daily.set(date, day);
    day.all.add(person);
    day[end].add(person);
    const month = date.slice(0, 7);
    if (type === 'page') this.in(this.visits, month).add(sessionId);
    this.in(this.months, month).add(person);
  }

  private in(groups: Map<string, Set<string>>, key: string): Set<string> {
    const group = groups.get(key) ?? new Set();
    groups.set(key, group);
    return group;
  }

  monthOneRetention(month: string, next: string): number {
    const before = new Set(
      [...this.months].filter(([key]) => key < month).flatMap(([, people]) => [...people]),
    );
    const fresh = [...(this.months.get(month) ?? [])].filter((person) => !before.has(person));
    return fresh.filter((person) => this.months.get(next)?.has(person)).length / fresh.length;
  }
}

describe('the simulation at the scale of the demo', () => {
  let days: SegmentMessage[][];
  const reference = new Reference();
  const dau = (date: string, end: EndName | 'all') => reference.daily.get(date)?.[end].size ?? 0;
  const near = (value: number, target: number, part = 0.02) => {
    expect(Math.abs(value / target - 1)).toBeLessThan(part);
  };

  beforeAll(() => {
    days = [...simulate()];
    reference.link(days);
    reference.count(days);
  });

  it('has the reported people on 25 March, with overlap between the ends', () => {
    const { all, web, app } = demoTargets.dauOn25March;
    near(dau('2024-03-25', 'web'), web);
    near(dau('2024-03-25', 'app'), app);
    near(dau('2024-03-25', 'all'), all);
    expect(dau('2024-03-25', 'all')).toBeGreaterThan(22_500);
    const sum = dau('2024-03-25', 'web') + dau('2024-03-25', 'app') + dau('2024-03-25', 'mini');
    expect(sum / dau('2024-03-25', 'all')).toBeGreaterThan(1.05);
  });

  it('has the reported people on 10 March', () => near(dau('2024-03-10', 'all'), demoTargets.dauOn10March));

  it.each([
    ['2023-12', '2024-01'],
    ['2024-01', '2024-02'],
    ['2024-02', '2024-03'],
  ] as const)('keeps the reported share of the newcomers of %s in %s', (month, next) => {
    const rate = reference.monthOneRetention(month, next);
    expect(Math.abs(rate - demoTargets.monthlyRetention[month])).toBeLessThan(0.005);
  });

  it('doubles web visits from January to February', () => {
    const visits = (month: string) => reference.visits.get(month)?.size ?? 0;
    near(visits('2024-01'), demoTargets.webVisits['2024-01'], 0.05);
    near(visits('2024-02'), demoTargets.webVisits['2024-02'], 0.05);
    expect(visits('2024-02')).toBeGreaterThan(2 * visits('2024-01'));
  });

  it('is of a size that loads quickly', () => {
    const events = days.reduce((sum, messages) => sum + messages.length, 0);
    expect(events).toBeGreaterThan(500_000);
    expect(events).toBeLessThan(1_100_000);
    expect(days).toHaveLength(totalDays);
  });

  it('goes forward in time and stays within each local day', () => {
    days.forEach((messages, day) => {
      const times = messages.map(({ timestamp }) => Date.parse(timestamp));
      expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))).toBe(true);
      expect(times[0]).toBeGreaterThanOrEqual(midnightOf(day));
      expect(times.at(-1)).toBeLessThan(midnightOf(day + 1));
    });
  });

  it('has an id of its own for each message', () => {
    const ids = days.flat().map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is what the collector accepts, on the end that it is meant to be', () => {
    const receivedAt = new Date('2026-01-01T00:00:00Z');
    for (const message of days.flat().filter((_, index) => index % 50 === 0)) {
      const result = acceptSegment(message, { projectId: 1, receivedAt, source: 'import' });
      expect(result).toMatchObject({ ok: true, event: { platform: message.context.platform } });
    }
  });
});

describe('simulate', () => {
  it('repeats itself, seed by seed', () => {
    const bytes = (seed: number) => JSON.stringify([...simulate({ scale: 0.0005, seed })]);
    expect(bytes(1)).toBe(bytes(1));
    expect(bytes(1)).not.toBe(bytes(2));
  });

  it('names a last day that has happened', () => expect(dateOf(totalDays - 1)).toBe(DEMO.to));
});
