import { dateOf, dayOf, demoTargets, monthOf, totalDays } from './facts.js';

/** How many people are active on a day, at the scale asked for. */
export interface DayPlan {
  /** On all ends together, each person once. */
  all: number;
  web: number;
  app: number;
  miniProgram: number;
  /** Of `all`, those who were never active before. */
  newcomers: number;
}

type Points = [date: string, value: number][];

const WEEKEND = 0.93;
const NEW_YEAR_HOLIDAY = { from: '2024-02-10', to: '2024-02-17', level: 0.78 };
/** The ends add up to this much more than all people. */
const OVERLAP = 0.075;
/** Visits that a person on the web makes on a day, on average. */
export const VISITS_PER_WEB_DAY = 1.12;

/** People on an ordinary weekday; in between it grows geometrically. 10 March was a Sunday. */
const LEVELS: Points = [
  ['2023-10-09', 110],
  ['2023-11-01', 290],
  ['2023-12-01', 540],
  ['2023-12-31', 760],
  ['2024-01-15', 980],
  ['2024-01-31', 1_330],
  ['2024-02-09', 1_900],
  ['2024-02-20', 2_700],
  ['2024-02-29', 4_500],
  ['2024-03-10', demoTargets.dauOn10March / WEEKEND],
  ['2024-03-17', 16_200],
  ['2024-03-18', 18_000],
  ['2024-03-21', 21_300],
  ['2024-03-25', demoTargets.dauOn25March.all],
];
/** Shares of all that use the web and the app; the mini-program has the rest and the overlap. */
const WEB_SHARES: Points = [
  ['2023-10-09', 0.58],
  ['2024-01-01', 0.42],
  ['2024-03-01', 0.37],
  ['2024-03-25', demoTargets.dauOn25March.web / demoTargets.dauOn25March.all],
];
const APP_SHARES: Points = [
  ['2023-11-15', 0],
  ['2023-11-16', 0.08],
  ['2024-01-01', 0.19],
  ['2024-03-25', demoTargets.dauOn25March.app / demoTargets.dauOn25March.all],
];

/** Each day's figures: what was reported is met exactly, what lies between is plausible. */
export function dailyPlans(scale: number): DayPlan[] {
  const size = scale / demoTargets.scale;
  const factors = monthFactors();
  return Array.from({ length: totalDays }, (_, day) => {
    const level = levelOn(day) * (factors.get(monthOf(day)) ?? 1) * size;
    const all = Math.round(level);
    const web = Math.round(level * between(WEB_SHARES, day));
    const app = Math.round(level * between(APP_SHARES, day));
    const miniProgram = Math.max(0, Math.round(all * (1 + OVERLAP)) - web - app);
    return { all, web, app, miniProgram, newcomers: newcomersOf(all, day) };
  });
}

function levelOn(day: number): number {
  const weekday = new Date(dateOf(day)).getUTCDay();
  const weekend = weekday === 0 || weekday === 6 ? WEEKEND : 1;
  const { from, to, level } = NEW_YEAR_HOLIDAY;
  const holiday = day >= dayOf(from) && day <= dayOf(to) ? level : 1;
  return between(LEVELS, day, true) * weekend * holiday;
}

/** What lies between two given dates, on a straight or a geometric line. */
function between(points: Points, day: number, geometric = false): number {
  const after = points.findIndex(([date]) => dayOf(date) >= day);
  if (after < 0) return points.at(-1)?.[1] ?? 0;
  const [endDate, end] = points[after] ?? ['', 0];
  const [startDate, start] = points[after - 1] ?? [endDate, end];
  const length = dayOf(endDate) - dayOf(startDate);
  if (length <= 0) return end;
  const part = (day - dayOf(startDate)) / length;
  return geometric ? start * (end / start) ** part : start + (end - start) * part;
}

/** Brings the months whose web visits were reported to those visits. */
function monthFactors(): Map<string, number> {
  const webDays = new Map<string, number>();
  for (let day = 0; day < totalDays; day++) {
    const people = levelOn(day) * between(WEB_SHARES, day);
    webDays.set(monthOf(day), (webDays.get(monthOf(day)) ?? 0) + people);
  }
  return new Map(
    Object.entries(demoTargets.webVisits).map(([month, visits]) => [
      month,
      visits / VISITS_PER_WEB_DAY / (webDays.get(month) ?? 1),
    ]),
  );
}

/** The faster it grows, the more of those active are new. */
function newcomersOf(all: number, day: number): number {
  if (day === 0) return all;
  return Math.round(all * (day < dayOf('2024-02-20') ? 0.3 : 0.36));
}
