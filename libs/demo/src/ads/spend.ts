import { dateOf, dayIndexOf } from '../calendar/calendar.js';
import { rhythmOf } from '../calendar/rhythm.js';
import { type Curve, smooth } from '../plan/anchors.js';
import { Random } from '../random/random.js';
import { type DemoCampaign, type DemoCreative, demoCampaigns } from './campaigns.js';

/** Clicks against those of the last day: they grow as the arrivals in the events do. */
const GROWTH: Curve = (
  [
    ['2023-10-09', 0.018],
    ['2023-10-31', 0.009],
    ['2023-12-01', 0.02],
    ['2024-01-01', 0.03],
    ['2024-01-25', 0.045],
    ['2024-02-02', 0.069],
    ['2024-02-14', 0.12],
    ['2024-02-22', 0.16],
    ['2024-02-29', 0.31],
    ['2024-03-07', 0.66],
    ['2024-03-14', 0.8],
    ['2024-03-21', 0.91],
    ['2024-03-25', 1.05],
  ] as const
).map(([date, share]) => [dayIndexOf(date), share]);

/** How far a day is from its curve, at most. */
const NOISE = 0.05;
/** Streams of numbers from here on are those of creatives. */
const FIRST_STREAM = 1_000;
const SEED = 1;

/** What a creative cost on a day, in the currency of its campaign. */
export interface DemoSpendRow {
  campaign: DemoCampaign;
  adGroup: DemoCampaign['adGroups'][number];
  creative: DemoCreative;
  /** Local date. */
  day: string;
  /** In hundredths. */
  cost: number;
  impressions: number;
  clicks: number;
  /** Null where the network does not tell. */
  reach: number | null;
}

/** Daily figures of all that is paid for, by campaign and day; the same on every machine. */
export function demoSpend(): DemoSpendRow[] {
  let stream = FIRST_STREAM;
  return demoCampaigns.flatMap((campaign) =>
    campaign.adGroups.flatMap((adGroup) =>
      adGroup.creatives.flatMap((creative) => {
        const random = new Random(SEED, stream++);
        return creative.clicks === 0 ? [] : daysOf({ campaign, adGroup, creative }, random);
      }),
    ),
  );
}

function daysOf(ad: Pick<DemoSpendRow, 'campaign' | 'adGroup' | 'creative'>, random: Random): DemoSpendRow[] {
  const [first, last] = [dayIndexOf(ad.campaign.from), dayIndexOf(ad.campaign.to)];
  return Array.from({ length: last - first + 1 }, (_, at) => ({
    ...ad,
    day: dateOf(first + at),
    ...figuresOf(ad, first + at, at, random),
  }));
}

function figuresOf(
  { campaign, creative }: Pick<DemoSpendRow, 'campaign' | 'creative'>,
  day: number,
  age: number,
  random: Random,
): Pick<DemoSpendRow, 'cost' | 'impressions' | 'clicks' | 'reach'> {
  const around = () => 1 + NOISE * (2 * random.unit() - 1);
  const clicks = Math.round(creative.clicks * smooth(GROWTH, day) * rhythmOf(day) * around());
  const rate = creative.rate * (1 - (creative.wear ?? 0)) ** age;
  const impressions = Math.round((clicks / rate) * around());
  const frequency = creative.frequency && creative.frequency + (creative.frequencyGrowth ?? 0) * age;
  const reach = frequency === undefined ? null : Math.round(impressions / (frequency * around()));
  return { cost: Math.round(clicks * campaign.costPerClick * 100 * around()), impressions, clicks, reach };
}
