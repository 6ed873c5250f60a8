import { hash32 } from '../random/random.js';
import { type End, type EndSet, setOf } from './ends.js';

/** How a person begins. */
export interface Newcomer {
  day: number;
  /** Last day on which they may be active. */
  lastDay: number;
  /** Chance of being active on a day, 0 to 1. */
  activity: number;
  /** Where they begin. */
  end: End;
  /** All ends that they use once registered. */
  ends: EndSet;
  /** They register on this active day of theirs, 1 for the first; 0 never. */
  registersIn: number;
  /** Index into the touches. */
  touch: number;
  country: number;
}

const COLUMNS = {
  lastDay: Uint16Array,
  activity: Float32Array,
  end: Uint8Array,
  ends: Uint8Array,
  registersIn: Uint8Array,
  registered: Uint8Array,
  linked: Uint8Array,
  touch: Uint8Array,
  country: Uint8Array,
  lastMonth: Uint8Array,
  mustDay: Uint16Array,
} as const;

/** Everybody so far in columns, some 20 bytes each; a person is an index, in order of their first day. */
export class People {
  count = 0;
  lastDay = new COLUMNS.lastDay(0);
  activity = new COLUMNS.activity(0);
  end = new COLUMNS.end(0);
  ends = new COLUMNS.ends(0);
  /** Active days until they register, 0 where they have or never will. */
  registersIn = new COLUMNS.registersIn(0);
  registered = new COLUMNS.registered(0);
  /** Ends on which they have signed in. */
  linked = new COLUMNS.linked(0);
  touch = new COLUMNS.touch(0);
  country = new COLUMNS.country(0);
  /** The last month in which they were active, plus 1. */
  lastMonth = new COLUMNS.lastMonth(0);
  /** The day of this month on which they are active for certain unless they were before, 0 none. */
  mustDay = new COLUMNS.mustDay(0);
  private capacity = 0;

  add(newcomer: Newcomer): number {
    if (this.count === this.capacity) this.grow();
    const person = this.count++;
    this.lastDay[person] = newcomer.lastDay;
    this.activity[person] = newcomer.activity;
    this.end[person] = newcomer.end;
    this.ends[person] = newcomer.ends | setOf(newcomer.end);
    this.registersIn[person] = newcomer.registersIn;
    this.touch[person] = newcomer.touch;
    this.country[person] = newcomer.country;
    return person;
  }

  private grow(): void {
    this.capacity = Math.max(4_096, this.capacity * 2);
    for (const name of Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]) this.growColumn(name);
  }

  private growColumn(name: keyof typeof COLUMNS): void {
    const grown = new COLUMNS[name](this.capacity);
    grown.set(this[name]);
    (this as Record<keyof typeof COLUMNS, typeof grown>)[name] = grown;
  }
}

/** A trait of a person that needs no storing: 0 up to but without `end`. */
export function traitOf(person: number, trait: number, end: number): number {
  return hash32(person, trait) % end;
}
