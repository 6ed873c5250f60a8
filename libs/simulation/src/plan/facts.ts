/** The project that the simulation fills. */
export const DEMO = {
  name: { en: 'Demo: AI assistant (simulated)', zh: '演示：AI 助手（模拟数据）' },
  timeZone: 'Asia/Shanghai',
  weekStart: 'monday' as const,
  currency: 'CNY',
  /** First and last local day. */
  from: '2023-10-09',
  to: '2024-03-25',
};

/** What was reported of such an assistant, at one hundredth; docs/demo.md names each figure's meaning. */
export const demoTargets = {
  dauOn25March: { all: 22_600, web: 7_900, app: 5_400 },
  dauOn10March: 12_000,
  /** Share of a month's new people who were active in the month after. */
  monthlyRetention: { '2023-12': 0.1848, '2024-01': 0.2225, '2024-02': 0.2336 },
  webVisits: { '2024-01': 14_200, '2024-02': 30_500 },
  /** Share of the published scale at which these figures hold. */
  scale: 0.01,
};

export const demoAnnotations = [
  { date: '2024-03-18', en: 'Release: long context of two million characters', zh: '发布：两百万字长上下文' },
];

const DAY_MS = 86_400_000;
/** Local midnight of Asia/Shanghai, which has no daylight saving, is 16:00 UTC of the day before. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const FIRST = Date.parse(DEMO.from);

export const totalDays = (Date.parse(DEMO.to) - FIRST) / DAY_MS + 1;

/** `YYYY-MM-DD` of the day with this index. */
export function dateOf(day: number): string {
  return new Date(FIRST + day * DAY_MS).toISOString().slice(0, 10);
}

export function dayOf(date: string): number {
  return (Date.parse(date) - FIRST) / DAY_MS;
}

/** Instant of the local midnight that begins the day, ms since epoch. */
export function midnightOf(day: number): number {
  return FIRST + day * DAY_MS - SHANGHAI_OFFSET_MS;
}

/** `YYYY-MM` of the day. */
export function monthOf(day: number): string {
  return dateOf(day).slice(0, 7);
}
