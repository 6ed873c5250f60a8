import type { DayPlan } from '../plan/daily-plan.js';
import type { Random } from '../random/random.js';
import { APP, ENDS, type End, MINI_PROGRAM, type People, WEB } from './people.js';

/**
 * Which ends each of today's people uses: one at first, chosen among those they know while the day's figure for it is
 * not full; then the remaining figures are filled by people who use a second or third end.
 * @returns bits of the ends, in the order of `active`
 */
export function assignEnds(active: number[], plan: DayPlan, people: People, random: Random): Uint8Array {
  const left: Record<End, number> = { [WEB]: plan.web, [APP]: plan.app, [MINI_PROGRAM]: plan.miniProgram };
  const today = new Uint8Array(active.length);
  const returningFirst = active.map((_, index) => index);
  returningFirst.sort((a, b) => isNew(people, active[a]) - isNew(people, active[b]));
  for (const index of returningFirst) {
    const person = active[index] as number;
    const end = firstEnd(people.ends[person] as number, left, random);
    today[index] = end;
    left[end]--;
  }
  fillUp(active, today, left, people, random);
  active.forEach((person, index) => {
    people.ends[person] = (people.ends[person] as number) | (today[index] as number);
  });
  return today;
}

const isNew = (people: People, person: number | undefined) => (people.ends[person ?? 0] === 0 ? 1 : 0);

function firstEnd(known: number, left: Record<End, number>, random: Random): End {
  const open = ENDS.filter((end) => left[end] > 0);
  const familiar = open.filter((end) => known & end);
  const choice = familiar.length > 0 ? familiar : open;
  if (choice.length === 0) return WEB;
  return choice[random.weighted(choice.map((end) => left[end]))] ?? WEB;
}

/** People with an account take the open places, those who know the end first. */
function fillUp(
  active: number[],
  today: Uint8Array,
  left: Record<End, number>,
  people: People,
  random: Random,
): void {
  const order = random.shuffle(active.map((_, index) => index));
  const passes: ((person: number, end: End) => boolean)[] = [
    (person, end) => people.signedUp[person] === 1 && ((people.ends[person] as number) & end) !== 0,
    (person) => people.signedUp[person] === 1,
    () => true,
  ];
  for (const fits of passes) {
    for (const end of ENDS) {
      for (const index of order) {
        if (left[end] <= 0) break;
        const person = active[index] as number;
        if ((today[index] as number) & end || !fits(person, end)) continue;
        today[index] = (today[index] as number) | end;
        left[end]--;
      }
    }
  }
}
