import { addDays } from '@groundswell/clickhouse';
import type { PerformanceFact } from '@groundswell/clickhouse';
import type { ByDay, CampaignFigures, CampaignPerformanceQuery } from '@groundswell/contracts';
import type { Amount } from './amount.js';

const ROAS_DAYS = [0, 7, 30];

/** Whether sign-ups up to `to` have been observed for the days of each ROAS. */
export function roasComplete(to: string, observed: string | null): Record<string, boolean> {
  const isSeen = (day: number) => observed !== null && addDays(to, day) <= observed;
  return Object.fromEntries(ROAS_DAYS.map((day) => [day, isSeen(day)]));
}

/** Sums of shares such as thirds miss the last digits. */
const EXACT_TO = 1e-9;

type Asked = Pick<CampaignPerformanceQuery, 'retentionDays' | 'ltvDays'>;

/** Money and people of one row (docs/definitions.md, "Campaign performance"). */
export function figuresOf(
  amount: Amount,
  facts: readonly PerformanceFact[],
  observed: string | null,
  { retentionDays, ltvDays }: Asked,
): CampaignFigures {
  const spend = amount.missing ? null : amount.spend;
  const made = facts.filter(({ offset }) => offset < 0);
  const later = facts.filter(({ offset }) => offset >= 0);
  const signups = total(made, 'signups');
  const revenueBy = (day: number) =>
    total(
      later.filter(({ offset }) => offset <= day),
      'revenue',
    );
  // Days are compared as text: to count on from each of them takes most of the time of an answer.
  const isSeen = (days: number) => {
    const last = observed === null ? '' : addDays(observed, -days);
    return ({ day }: PerformanceFact) => day <= last;
  };
  const retention: ByDay = {};
  for (const days of retentionDays) {
    const back = later.filter(({ offset }) => offset === days).filter(isSeen(days));
    retention[days] = ratio(total(back, 'active'), total(made.filter(isSeen(days)), 'signups'));
  }
  const earned = later.filter(({ offset }) => offset <= ltvDays).filter(isSeen(ltvDays));
  return {
    spend,
    ...{ impressions: amount.impressions, clicks: amount.clicks, installs: amount.installs, signups },
    ctr: ratio(amount.clicks, amount.impressions),
    cpm: spent(spend, amount.impressions / 1000),
    cpc: spent(spend, amount.clicks),
    cac: spent(spend, signups),
    roas: Object.fromEntries(ROAS_DAYS.map((day) => [day, spend ? revenueBy(day) / spend : null])),
    retention,
    ltv: ratio(total(earned, 'revenue'), total(made.filter(isSeen(ltvDays)), 'signups')),
    paybackDays: spend ? paybackOf(later, spend) : null,
  };
}

function paybackOf(later: readonly PerformanceFact[], spend: number): number | null {
  const byDay = new Map<number, number>();
  for (const { offset, revenue } of later) byDay.set(offset, (byDay.get(offset) ?? 0) + revenue);
  let sum = 0;
  for (const [day, revenue] of [...byDay].sort(([a], [b]) => a - b)) {
    sum += revenue;
    if (sum >= spend - EXACT_TO * Math.max(1, spend)) return day;
  }
  return null;
}

const total = (facts: readonly PerformanceFact[], name: 'signups' | 'active' | 'revenue') =>
  facts.reduce((sum, fact) => sum + fact[name], 0);
const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);
/** Nothing was bought with no money. */
const spent = (spend: number | null, count: number) =>
  spend !== null && spend !== 0 && count > 0 ? spend / count : null;
