import { type Draft, PersonDay } from './messages/person-day.js';
import type { SegmentMessage } from './messages/segment-message.js';
import { CHANNELS, COUNTRY_WEIGHTS } from './messages/world.js';
import { assignEnds } from './people/assign-ends.js';
import { People } from './people/people.js';
import { WhoReturns } from './people/who-returns.js';
import { type DayPlan, dailyPlans } from './plan/daily-plan.js';
import { demoTargets, monthOf, totalDays } from './plan/facts.js';
import { Random } from './random/random.js';

export interface SimulationOptions {
  /** Share of the published scale; 0.01 is the demo, 0.3 about 20 million events. */
  scale?: number;
  seed?: number;
}

const CHANNEL_WEIGHTS = CHANNELS.map(({ weight }) => weight);
const INVITERS_KEPT = 5_000;

/**
 * The rise of an assistant, day by day: each value holds one local day's messages in the order of time. The same options
 * give the same bytes.
 */
export function* simulate(options: SimulationOptions = {}): Generator<SegmentMessage[]> {
  const random = new Random(options.seed ?? 20_231_009);
  const people = new People();
  const returns = new WhoReturns(people, random);
  const inviters: number[] = [];
  const plans = dailyPlans(options.scale ?? demoTargets.scale);
  for (const [day, plan] of plans.entries()) {
    returns.begin(day, lastDayOfMonth(day));
    const active = gather(day, plan, people, returns, random);
    const ends = assignEnds(active, plan, people, random);
    const drafts: Draft[] = [];
    const writer = new PersonDay(people, random, day, inviters, drafts);
    active.forEach((person, index) => writer.write(person, ends[index] as number));
    inviters.splice(0, Math.max(0, inviters.length - INVITERS_KEPT));
    yield toMessages(drafts, day);
  }
}

function lastDayOfMonth(day: number): number {
  let last = day;
  while (last + 1 < totalDays && monthOf(last + 1) === monthOf(day)) last++;
  return last;
}

/** Today's people: those who return, and as many new ones as make up the day's figure. */
function gather(day: number, plan: DayPlan, people: People, returns: WhoReturns, random: Random): number[] {
  const active = returns.choose(day, plan.all - plan.newcomers);
  const newcomers = Array.from({ length: plan.all - active.length }, () => newcomer(day, people, random));
  for (const person of newcomers) returns.joined(person);
  return [...active, ...newcomers];
}

function newcomer(day: number, people: People, random: Random): number {
  const person = people.add(day);
  people.lastDay[person] = day;
  people.keenness[person] = random.next() ** 2;
  people.channel[person] = random.weighted(CHANNEL_WEIGHTS);
  people.country[person] = random.weighted(COUNTRY_WEIGHTS);
  people.phone[person] = random.chance(0.46) ? 0 : 1;
  return person;
}

/** In the order of time; ids number the messages of the day, so that a second run repeats them. */
function toMessages(drafts: Draft[], day: number): SegmentMessage[] {
  drafts.sort((a, b) => a.at - b.at);
  return drafts.map(({ at, message }, index) => ({
    ...message,
    messageId: `demo-${day}-${index}`,
    timestamp: new Date(at).toISOString(),
  }));
}
