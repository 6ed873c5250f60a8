import { TouchPicker } from './acquisition/touch-picker.js';
import { addServerActs } from './acts/server-acts.js';
import { DayActs } from './acts/day-acts.js';
import { Invites } from './acts/invites.js';
import { type DayWorld, PersonDay } from './acts/person-day.js';
import { Subscriptions } from './acts/subscriptions.js';
import { chooseEnds, endsOfNewcomers } from './activity/ends-of-day.js';
import { Population } from './activity/population.js';
import { startOf } from './calendar/calendar.js';
import { DeviceContexts } from './messages/device-contexts.js';
import { Ids } from './messages/ids.js';
import { MessageWriter } from './messages/message-writer.js';
import type { SegmentMessage } from './messages/segment-message.js';
import { drawNewcomer } from './people/newcomers.js';
import type { End } from './people/ends.js';
import type { DayPlan } from './plan/daily-plan.js';
import { Random } from './random/random.js';

/** Even on the calmest day some of the active people are new. */
const LEAST_NEW = 0.08;
const ACTS_PER_PERSON = 2.5;
/** One stream of random numbers for each day's details, apart from all others. */
const DETAILS = 1_000;

/** A day that has been lived; its messages are written when asked for, each once and in order. */
export interface SimulatedDay {
  day: number;
  count: number;
  message(place: number): SegmentMessage;
}

/** Lives one day after another; what it remembers grows with the people, not with their events. */
export class Simulation {
  private readonly population: Population;
  private readonly invites = new Invites();
  private readonly subscriptions = new Subscriptions();
  private readonly ids: Ids;
  private readonly devices: DeviceContexts;
  private readonly newcomerRandom: Random;
  private readonly endRandom: Random;
  private readonly actRandom: Random;

  constructor(
    private readonly seed: number,
    scale: number,
    days: number,
  ) {
    this.population = new Population(days - 1, new Random(seed, 2));
    this.newcomerRandom = new Random(seed, 3);
    this.endRandom = new Random(seed, 4);
    this.actRandom = new Random(seed, 5);
    this.ids = new Ids(seed, scale);
    this.devices = new DeviceContexts(this.population.people);
  }

  /** Call for day 0, 1, 2, … in turn. */
  live(plan: DayPlan): SimulatedDay {
    const world = this.beginDay(plan);
    const touches = new TouchPicker(plan.day);
    const returners = this.population.chooseReturners(plan.day, plan.active - this.newcomersOf(plan));
    const ends = chooseEnds(this.population.people, returners, plan.overlap, this.endRandom);
    const newcomers = Math.max(0, plan.active - returners.length);
    const begin = endsOfNewcomers(newcomers, plan, ends, this.endRandom);
    const personDay = new PersonDay(world);
    returners.forEach((person, i) => personDay.live(person, ends[i]!, false));
    for (const end of begin) personDay.live(this.addNewcomer(plan.day, end, touches), 1 << end, true);
    addServerActs(world);
    world.acts.sort();
    return this.asMessages(plan.day, world.acts, touches);
  }

  private beginDay({ day, active, visitsPerPerson }: DayPlan): DayWorld {
    this.population.beginDay(day);
    this.invites.beginDay();
    return {
      day,
      people: this.population.people,
      acts: new DayActs(startOf(day), active * ACTS_PER_PERSON),
      invites: this.invites,
      subscriptions: this.subscriptions,
      visitsPerPerson,
      random: this.actRandom,
    };
  }

  /** The planned active people less those who come of their own accord. */
  private newcomersOf({ active, rhythm }: DayPlan): number {
    const returning = Math.round(this.population.expectedReturners() * rhythm);
    return Math.min(active, Math.max(Math.ceil(active * LEAST_NEW), active - returning));
  }

  private addNewcomer(day: number, end: End, touches: TouchPicker): number {
    const invited = this.invites.anyOpen;
    return this.population.add(drawNewcomer({ day, end, touches, invited, random: this.newcomerRandom }));
  }

  private asMessages(day: number, acts: DayActs, touches: TouchPicker): SimulatedDay {
    const writer = new MessageWriter({
      day,
      people: this.population.people,
      devices: this.devices,
      ids: this.ids,
      touches,
      random: new Random(this.seed, DETAILS + day),
    });
    return { day, count: acts.count, message: (place) => writer.write(acts.at(place), place) };
  }
}
