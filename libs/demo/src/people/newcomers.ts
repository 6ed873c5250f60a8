import { LOYALTY_BY_MONTH } from '../activity/returning.js';
import { dayIndexOf, monthOf } from '../calendar/calendar.js';
import { TOUCHES, DIRECT, INVITE } from '../acquisition/touches.js';
import type { TouchPicker } from '../acquisition/touch-picker.js';
import type { Random } from '../random/random.js';
import { Weighted } from '../random/weighted.js';
import { drawCountry } from './countries.js';
import { APP, type End, type EndSet, MINI, WEB, setOf } from './ends.js';
import { drawActivity, drawLifetime } from './lifetimes.js';
import type { Newcomer } from './people.js';

/** Chance to register ever, by end: of those who come once, and of those who come again. */
const REGISTERS = { once: [0.2, 0.52, 0.22], again: [0.7, 0.95, 0.72] } as const;
/** On which active day, from the first. */
const ON_ACTIVE_DAY = new Weighted([68, 18, 9, 5]);
const APP_RELEASE = dayIndexOf('2023-11-16');
const SEVERAL_ENDS = 0.38;
const THREE_ENDS = 0.14;

export interface NewcomerRequest {
  day: number;
  end: End;
  touches: TouchPicker;
  /** Whether an invite is open that they may have come by. */
  invited: boolean;
  random: Random;
}

/** Somebody whose first day this is. */
export function drawNewcomer({ day, end, touches, invited, random }: NewcomerRequest): Newcomer {
  const drawn = touches.first(end, random);
  const touch = drawn === INVITE && !invited ? DIRECT : drawn;
  const { loyalty, abroad } = TOUCHES[touch]!;
  const lifetime = drawLifetime(loyalty * LOYALTY_BY_MONTH[monthOf(day)]!, random);
  const country = drawCountry(abroad === true, random);
  const activity = drawActivity(random);
  return {
    day,
    lastDay: day + lifetime,
    activity,
    end,
    ends: drawEnds(end, random) & openEnds(day),
    registersIn: touch === INVITE ? 1 : drawRegistration(end, lifetime, random),
    touch,
    country,
  };
}

function drawRegistration(end: End, lifetime: number, random: Random): number {
  const chances = lifetime === 0 ? REGISTERS.once : REGISTERS.again;
  if (!random.chance(chances[end])) return 0;
  return lifetime === 0 ? 1 : ON_ACTIVE_DAY.draw(random) + 1;
}

/** Those who came before the apps keep to the other ends. */
const openEnds = (day: number): EndSet => setOf(WEB) | setOf(MINI) | (day >= APP_RELEASE ? setOf(APP) : 0);

const OTHERS: Record<End, readonly [End, End]> = {
  [WEB]: [APP, MINI],
  [APP]: [MINI, WEB],
  [MINI]: [APP, WEB],
};

function drawEnds(end: End, random: Random): EndSet {
  if (!random.chance(SEVERAL_ENDS)) return setOf(end);
  const [first, second] = OTHERS[end];
  if (random.chance(THREE_ENDS)) return setOf(WEB) | setOf(APP) | setOf(MINI);
  return setOf(end) | setOf(random.chance(0.55) ? first : second);
}
