import type { CreativeComparison, CreativeFatigue } from '@groundswell/contracts';
import { adjustPValues, compareProportions, normalCdf } from '@groundswell/statistics';

/** Clicks and impressions of a creative, by day ascending. */
export interface CreativeDay {
  day: string;
  impressions: number;
  clicks: number;
  /** 0: not known. */
  reach: number;
}

const ALPHA = 0.05;
const FEWEST_CLICKS = 10;
const FEWEST_DAYS = 7;

/** Of each creative what each campaign (by its id) showed of it. */
export type ShownCreatives = ReadonlyMap<string, ReadonlyMap<number, Sum>>;

/**
 * Each creative's clicks per impression against the others of the campaign that showed it most, there alone, as a search and a
 * feed are not clicked alike; Pearson's test, Holm over all creatives.
 */
export function compareCreatives(creatives: ShownCreatives): Map<string, CreativeComparison> {
  const inCampaign = new Map<number, Sum>();
  for (const [campaign, { impressions, clicks }] of [...creatives.values()].flatMap((shown) => [...shown])) {
    const all = inCampaign.get(campaign) ?? { impressions: 0, clicks: 0 };
    inCampaign.set(campaign, {
      impressions: all.impressions + impressions,
      clicks: all.clicks + clicks,
    });
  }
  const tested = [...creatives].map(([key, shown]) => {
    const [campaign, most] = [...shown].reduce((a, b) => (b[1].impressions > a[1].impressions ? b : a));
    const own = sumOf([most]);
    const others = restOf(sumOf([inCampaign.get(campaign)!]), own);
    return { key, own, others, pValue: pValueOf(own, others) };
  });
  const usable = tested.filter(({ pValue }) => pValue !== null);
  const adjusted = adjustPValues(
    usable.map(({ pValue }) => pValue!),
    'holm',
  );
  const byKey = new Map(usable.map(({ key }, at) => [key, adjusted[at] ?? 1]));
  return new Map(
    tested.map(({ key, own, others }) => {
      const rates = { rate: rateOf(own), others: rateOf(others) };
      const pValueAdjusted = byKey.get(key) ?? null;
      return [key, { ...rates, pValueAdjusted, verdict: verdictOf(rates, pValueAdjusted) }];
    }),
  );
}

function verdictOf({ rate, others }: Pick<CreativeComparison, 'rate' | 'others'>, p: number | null) {
  if (p === null) return 'tooFew';
  if (p >= ALPHA) return 'undecided';
  return rate! > others! ? 'better' : 'worse';
}

export interface Sum {
  impressions: number;
  clicks: number;
}

function sumOf(some: readonly Sum[]): Sum {
  const add = (name: keyof Sum) => some.reduce((sum, each) => sum + each[name], 0);
  return { impressions: Math.round(add('impressions')), clicks: Math.round(add('clicks')) };
}
const restOf = (all: Sum, own: Sum) => ({
  impressions: all.impressions - own.impressions,
  clicks: all.clicks - own.clicks,
});
const rateOf = ({ impressions, clicks }: Sum) => (impressions > 0 ? clicks / impressions : null);

/** Null where the normal approximation would not hold. */
function pValueOf(own: Sum, others: Sum): number | null {
  const share = (own.clicks + others.clicks) / (own.impressions + others.impressions);
  const least = Math.min(own.impressions, others.impressions) * Math.min(share, 1 - share);
  if (!(least >= FEWEST_CLICKS) || own.clicks > own.impressions || others.clicks > others.impressions)
    return null;
  const arm = ({ impressions, clicks }: Sum) => ({ n: impressions, successes: clicks });
  return compareProportions(arm(others), arm(own)).pooled.pValue;
}

/** Whether people have seen a creative too often: clicks per impression fall while impressions per person rise. */
export function fatigueOf(
  creatives: ReadonlyMap<string, readonly CreativeDay[]>,
): Map<string, CreativeFatigue> {
  const tested = [...creatives].map(([key, days]) => ({ key, days, pValue: fallOf(days) }));
  const usable = tested.filter(({ pValue }) => pValue !== null);
  const adjusted = adjustPValues(
    usable.map(({ pValue }) => pValue!),
    'holm',
  );
  const byKey = new Map(usable.map(({ key }, at) => [key, adjusted[at] ?? 1]));
  return new Map(
    tested.map(({ key, days }) => {
      const pValueAdjusted = byKey.get(key) ?? null;
      const frequency = frequencyOf(days);
      const isFalling = pValueAdjusted !== null && pValueAdjusted < ALPHA;
      const tired = frequency === 'rising' ? 'tired' : 'falling';
      const verdict = pValueAdjusted === null ? 'tooFew' : isFalling ? tired : 'steady';
      return [key, { pValueAdjusted, change: changeOf(days), frequency, verdict }];
    }),
  );
}

/** One-sided p of a falling trend in proportions (Cochran 1954, Armitage 1955), scores being days; null with too few. */
function fallOf(days: readonly CreativeDay[]): number | null {
  const shown = days.filter(({ impressions }) => impressions > 0);
  const { impressions: n, clicks } = sumOf(shown);
  const share = clicks / n;
  if (shown.length < FEWEST_DAYS || clicks < FEWEST_CLICKS || share >= 1) return null;
  const first = Date.parse(shown[0]!.day);
  const times = shown.map(({ day }) => (Date.parse(day) - first) / 86_400_000);
  const weighted = (f: (t: number) => number) =>
    shown.reduce((sum, { impressions }, at) => sum + impressions * f(times[at]!), 0);
  const trend = shown.reduce((sum, day, at) => sum + times[at]! * (day.clicks - day.impressions * share), 0);
  const variance = share * (1 - share) * (weighted((t) => t * t) - weighted((t) => t) ** 2 / n);
  return variance > 0 ? normalCdf(trend / Math.sqrt(variance)) : null;
}

/** Impressions per person of a day, by the trend test of Mann (1945), one-sided at 5 %. */
function frequencyOf(days: readonly CreativeDay[]): CreativeFatigue['frequency'] {
  const known = days.filter(({ reach, impressions }) => reach > 0 && impressions > 0);
  if (known.length < FEWEST_DAYS || known.length < days.filter(({ impressions }) => impressions > 0).length)
    return 'unknown';
  const values = known.map(({ impressions, reach }) => impressions / reach);
  const n = values.length;
  const s = values.reduce(
    (sum, value, at) => sum + values.slice(at + 1).reduce((all, later) => all + Math.sign(later - value), 0),
    0,
  );
  return (s - Math.sign(s)) / Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18) > 1.6449 ? 'rising' : 'notRising';
}

function changeOf(days: readonly CreativeDay[]): number | null {
  const third = Math.floor(days.length / 3);
  if (third === 0) return null;
  const before = rateOf(sumOf(days.slice(0, third)));
  const after = rateOf(sumOf(days.slice(-third)));
  return before && after !== null ? after / before - 1 : null;
}
