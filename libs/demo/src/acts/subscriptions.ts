import type { Random } from '../random/random.js';

const PERIOD_DAYS = 30;
const RENEWS = 0.78;
/** Yuan a month. */
export const MONTHLY_PRICE = 49;

/** Who pays, and when next. */
export class Subscriptions {
  private readonly dueOn = new Map<number, number>();

  has(person: number): boolean {
    return this.dueOn.has(person);
  }

  get subscribers(): Iterable<number> {
    return this.dueOn.keys();
  }

  begin(person: number, day: number): void {
    this.dueOn.set(person, day + PERIOD_DAYS);
  }

  /** Those who pay again today; those who do not are subscribers no more. */
  renew(day: number, random: Random): number[] {
    const due = [...this.dueOn].filter(([, dueOn]) => dueOn <= day).map(([person]) => person);
    return due.filter((person) => {
      const renews = random.chance(RENEWS);
      if (renews) this.begin(person, day);
      else this.dueOn.delete(person);
      return renews;
    });
  }
}
