import { APP, ENDS, type End, type EndSet, MINI, WEB, has, setOf, sizeOf } from '../people/ends.js';
import type { People } from '../people/people.js';
import type { Random } from '../random/random.js';

const ON_THE_END_THEY_BEGAN = 0.66;
const ALL_THREE = 0.2;
/** Even the keenest are not on several ends every day. */
const MOST_OFTEN = 0.9;

/** On which ends each of these people is active today; `overlap` = ends beyond the first, all together. */
export function chooseEnds(
  people: People,
  active: readonly number[],
  overlap: number,
  random: Random,
): EndSet[] {
  const able = active.filter((person) => canUseSeveral(people, person)).length;
  const chance = Math.min(MOST_OFTEN, able > 0 ? overlap / (able * 1.03) : 0);
  return active.map((person) => {
    if (!canUseSeveral(people, person)) return setOf(people.end[person] as End);
    if (random.chance(chance)) return several(people.ends[person]!, random);
    return setOf(one(people, person, random));
  });
}

function canUseSeveral(people: People, person: number): boolean {
  return people.registered[person] === 1 && sizeOf(people.ends[person]!) > 1;
}

function several(ends: EndSet, random: Random): EndSet {
  if (sizeOf(ends) < 3 || random.chance(ALL_THREE)) return ends;
  return ends & ~setOf(random.of(ENDS));
}

function one(people: People, person: number, random: Random): End {
  const began = people.end[person] as End;
  if (random.chance(ON_THE_END_THEY_BEGAN)) return began;
  return random.of(ENDS.filter((end) => end !== began && has(people.ends[person]!, end)));
}

export interface EndCounts {
  web: number;
  app: number;
}

/** How many of `newcomers` begin on each end so that the day's totals come out; each end gets some. */
export function endsOfNewcomers(
  newcomers: number,
  planned: EndCounts,
  returners: readonly EndSet[],
  random: Random,
): End[] {
  const on = (end: End) => returners.reduce((sum, ends) => sum + (has(ends, end) ? 1 : 0), 0);
  const least = Math.floor(newcomers * 0.05);
  const web = clamp(planned.web - on(WEB), least, newcomers - 2 * least);
  const app = planned.app === 0 ? 0 : clamp(planned.app - on(APP), least, newcomers - web - least);
  const ends: End[] = [];
  for (let i = 0; i < newcomers; i++) ends.push(i < web ? WEB : i < web + app ? APP : MINI);
  return shuffle(ends, random);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function shuffle<T>(values: T[], random: Random): T[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
  return values;
}
