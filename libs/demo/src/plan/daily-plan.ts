import { dayIndexOf, firstDayOfMonth, monthOf } from '../calendar/calendar.js';
import { rhythmOf } from '../calendar/rhythm.js';
import { DEFAULT_SCALE, demoTargets } from '../demo-targets.js';
import { Random } from '../random/random.js';
import { ACTIVE_PEOPLE, APP_SHARE, WEB_SHARE, linear, smooth } from './anchors.js';

/** What a day is to come to, in people; the sum of the ends is larger than `active`. */
export interface DayPlan {
  day: number;
  /** On all ends, each person once. */
  active: number;
  web: number;
  /** iOS and Android together. */
  app: number;
  /** People on more than one end, counted as often as they have ends beyond the first. */
  overlap: number;
  /** Activity against a plain Monday. */
  rhythm: number;
  /** Web visits per person active on the web. */
  visitsPerPerson: number;
}

const USUAL_VISITS_PER_PERSON = 1.3;
const OVERLAP = 0.08;
const NOISE = 0.01;
/** Days with a reported figure stand as they are. */
const REPORTED_DAYS = new Map([
  [dayIndexOf('2024-03-10'), demoTargets.tenthOfMarch.value],
  [dayIndexOf('2024-03-25'), demoTargets.allEnds.value],
]);
const REPORTED_VISITS = new Map([
  [3, demoTargets.januaryVisits.value],
  [4, demoTargets.februaryVisits.value],
]);

/** The plan of every day, 0 to `days - 1`. */
export function planDays(days: number, scale: number, seed: number): DayPlan[] {
  const random = new Random(seed, 1);
  const size = scale / DEFAULT_SCALE;
  const plans = Array.from({ length: days }, (_, day) => planDay(day, size, random));
  for (const [month, visits] of REPORTED_VISITS) fitVisits(plans, month, visits * size);
  return plans;
}

function planDay(day: number, size: number, random: Random): DayPlan {
  const rhythm = rhythmOf(day);
  const noise = 1 + NOISE * (2 * random.unit() - 1);
  const active = Math.round(size * (REPORTED_DAYS.get(day) ?? smooth(ACTIVE_PEOPLE, day) * rhythm * noise));
  return {
    day,
    active,
    web: Math.round(active * linear(WEB_SHARE, day)),
    app: Math.round(active * linear(APP_SHARE, day)),
    overlap: Math.round(active * OVERLAP),
    rhythm,
    visitsPerPerson: USUAL_VISITS_PER_PERSON,
  };
}

function fitVisits(plans: DayPlan[], month: number, visits: number): void {
  const first = firstDayOfMonth(month);
  const days = plans.filter(({ day }) => day >= first && monthOf(day) === month);
  const people = days.reduce((sum, { web }) => sum + web, 0);
  for (const day of days) day.visitsPerPerson = Math.max(1, visits / people);
}
