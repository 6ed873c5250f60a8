import { dayIndexOf, firstDayOfMonth, isFirstOfMonth, monthOf } from '../calendar/calendar.js';
import { drawLifetime } from '../people/lifetimes.js';
import { type Newcomer, People } from '../people/people.js';
import type { Random } from '../random/random.js';
import { sampleExactly } from '../random/sample-exactly.js';
import { settleNextMonth } from './next-month.js';
import { NEXT_MONTH_RETENTION } from './returning.js';

/** Share of those who had left at least a month ago that comes again on a day. */
const COMING_AGAIN = 0.000_35;
const RELEASE_DAY = dayIndexOf('2024-03-18');
const COMING_AGAIN_FOR_THE_RELEASE = 0.012;

/** Who there is, who has left, and who comes on a day. */
export class Population {
  readonly people = new People();
  /** Those who have not left, in order of their first day except for those who came again. */
  private staying: number[] = [];
  /** Where each month's newcomers begin. */
  private readonly monthStarts: number[] = [0];
  private weights = new Float64Array(0);
  private chosen = new Uint8Array(0);

  constructor(
    private readonly endDay: number,
    private readonly random: Random,
  ) {}

  beginDay(day: number): void {
    if (isFirstOfMonth(day)) this.beginMonth(day);
    const { lastDay } = this.people;
    this.staying = this.staying.filter((person) => lastDay[person]! >= day);
    this.comeAgain(day);
  }

  /** How many would come on a plain Monday of their own accord. */
  expectedReturners(): number {
    let sum = 0;
    for (const person of this.staying) sum += this.people.activity[person]!;
    return sum;
  }

  /** Exactly `count` of those who stay, more only where more are bound to come. */
  chooseReturners(day: number, count: number): number[] {
    const { people, staying } = this;
    this.makeRoom(staying.length);
    const bound: number[] = [];
    const month = monthOf(day) + 1;
    staying.forEach((person, i) => {
      const isBound = people.mustDay[person] === day && people.lastMonth[person] !== month;
      this.weights[i] = isBound ? 0 : people.activity[person]!;
      if (isBound) bound.push(person);
    });
    const free = Math.max(0, count - bound.length);
    sampleExactly(this.weights, staying.length, free, this.chosen, this.random);
    const returners = bound.concat(staying.filter((_, i) => this.chosen[i] === 1));
    for (const person of returners) people.lastMonth[person] = month;
    return returners;
  }

  add(newcomer: Newcomer): number {
    const person = this.people.add(newcomer);
    this.people.lastMonth[person] = monthOf(newcomer.day) + 1;
    if (newcomer.lastDay > newcomer.day) this.staying.push(person);
    return person;
  }

  private beginMonth(day: number): void {
    const month = monthOf(day);
    const { people, random } = this;
    settleNextMonth({
      people,
      from: this.monthStarts[month - 1]!,
      to: people.count,
      firstDay: day,
      endDay: Math.min(this.endDay, firstDayOfMonth(month + 1) - 1),
      retention: NEXT_MONTH_RETENTION[month - 1]!,
      random,
    });
    this.monthStarts[month] = people.count;
    const known = new Set(this.staying);
    for (let person = this.monthStarts[month - 1]!; person < people.count; person++) {
      if (people.lastDay[person]! >= day && !known.has(person)) this.staying.push(person);
    }
  }

  /** Only of months before the last, whose return last month's share does not ask about. */
  private comeAgain(day: number): void {
    const { people, random } = this;
    const before = this.monthStarts[monthOf(day) - 1] ?? 0;
    const share = day === RELEASE_DAY ? COMING_AGAIN_FOR_THE_RELEASE : COMING_AGAIN;
    for (let i = Math.round(before * share); i > 0; i--) {
      const person = random.below(before);
      if (people.lastDay[person]! >= day) continue;
      people.lastDay[person] = day + drawLifetime(1, random);
      this.staying.push(person);
    }
  }

  private makeRoom(size: number): void {
    if (this.weights.length >= size) return;
    this.weights = new Float64Array(size * 2);
    this.chosen = new Uint8Array(size * 2);
  }
}
