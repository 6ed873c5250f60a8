import { dayIndexOf } from '../calendar/calendar.js';
import { ACT, type ActKind, SERVER, SIGNED_IN } from './act.js';
import type { DayWorld } from './person-day.js';
import { MONTHLY_PRICE } from './subscriptions.js';

const RELEASE_DAY = dayIndexOf('2024-03-18');
const HOUR_MS = 3_600_000;

/** What our own servers report: renewals, and on the day of the release its announcement to subscribers. */
export function addServerActs(world: DayWorld): void {
  const { day, random, subscriptions } = world;
  for (const person of subscriptions.renew(day, random)) {
    addServerAct(world, person, ACT.pay, 9 * HOUR_MS + random.below(HOUR_MS), MONTHLY_PRICE);
  }
  if (day !== RELEASE_DAY) return;
  for (const person of subscriptions.subscribers) {
    addServerAct(world, person, ACT.hearOfRelease, 10 * HOUR_MS + random.below(60_000), 0);
  }
}

function addServerAct({ acts }: DayWorld, person: number, kind: ActKind, time: number, about: number): void {
  acts.add({ at: acts.startsAt + time, person, kind, origin: SERVER, flags: SIGNED_IN, session: 0, about });
}
