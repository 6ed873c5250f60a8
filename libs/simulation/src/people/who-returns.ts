import { demoTargets, monthOf } from '../plan/facts.js';
import type { Random } from '../random/random.js';
import type { People } from './people.js';

/** Month-1 retention where none was reported, and the share of a month's survivors that stays another month. */
const USUAL_RETENTION = 0.19;
const STAYS = 0.74;
/** Interest fades with the days since the last visit. */
const FADING = 0.7;
/** Where drawing by chance finds too few, the rest is taken in order. */
const MAX_DRAWS_PER_PERSON = 60;

/**
 * Who may come back in a month is settled at its beginning: exactly the reported share of last month's new people, and
 * of earlier ones those who stay. Everybody chosen comes on at least one day, so monthly retention is met exactly.
 */
export class WhoReturns {
  /** Those who may be active this month and were there before today. */
  private pool: number[] = [];
  /** By day: those who have to come then. */
  private readonly promised = new Map<number, number[]>();
  private month = '';
  private newcomers: number[] = [];
  private survivors: number[] = [];

  constructor(
    private readonly people: People,
    private readonly random: Random,
  ) {}

  /** @param lastDay last simulated day of the month that `day` lies in */
  begin(day: number, lastDay: number): void {
    const month = monthOf(day);
    if (month === this.month) return;
    const kept = this.share(this.newcomers, retentionOf(this.month));
    const staying = this.share(this.survivors, STAYS);
    this.survivors = [...kept, ...staying];
    this.newcomers = [];
    this.pool = [...this.survivors];
    this.month = month;
    for (const person of this.survivors) this.promise(person, day + this.random.below(lastDay - day + 1));
  }

  /** Exactly `count` people who were there before, as far as there are as many. */
  choose(day: number, count: number): number[] {
    const chosen = (this.promised.get(day) ?? []).filter((person) => this.people.lastDay[person] !== day);
    this.promised.delete(day);
    for (const person of chosen) this.people.lastDay[person] = day;
    this.draw(day, count, chosen);
    return chosen;
  }

  joined(person: number): void {
    this.pool.push(person);
    this.newcomers.push(person);
  }

  private promise(person: number, day: number): void {
    const list = this.promised.get(day);
    if (list) list.push(person);
    else this.promised.set(day, [person]);
  }

  private draw(day: number, count: number, chosen: number[]): void {
    const { lastDay, keenness } = this.people;
    for (
      let tries = count * MAX_DRAWS_PER_PERSON;
      chosen.length < count && tries > 0 && this.pool.length > 0;
      tries--
    ) {
      const person = this.pool[this.random.below(this.pool.length)] as number;
      const age = day - (lastDay[person] as number);
      if (age > 0 && this.random.next() < (keenness[person] as number) * age ** -FADING)
        this.take(person, day, chosen);
    }
    for (let at = 0; chosen.length < count && at < this.pool.length; at++) {
      const person = this.pool[at] as number;
      if (lastDay[person] !== day) this.take(person, day, chosen);
    }
  }

  private take(person: number, day: number, chosen: number[]): void {
    this.people.lastDay[person] = day;
    chosen.push(person);
  }

  private share(people: number[], part: number): number[] {
    return this.random.shuffle(people).slice(0, Math.round(people.length * part));
  }
}

function retentionOf(month: string): number {
  return (demoTargets.monthlyRetention as Record<string, number>)[month] ?? USUAL_RETENTION;
}
