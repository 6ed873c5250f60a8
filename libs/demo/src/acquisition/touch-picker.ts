import type { End } from '../people/ends.js';
import type { Random } from '../random/random.js';
import { Weighted } from '../random/weighted.js';
import { ENDS } from '../people/ends.js';
import { TOUCHES } from './touches.js';

/** The touches that are open on one day. */
export class TouchPicker {
  private readonly firsts: Weighted[];
  private readonly paid: number[];

  constructor(day: number) {
    const open = (index: number) => TOUCHES[index]!.from <= day && day <= TOUCHES[index]!.to;
    this.firsts = ENDS.map(
      (end) => new Weighted(TOUCHES.map((touch, index) => (open(index) ? touch.weights[end] : 0))),
    );
    this.paid = TOUCHES.flatMap((touch, index) => (open(index) && touch.clickId ? [index] : []));
  }

  /** How somebody new comes to this end; an index into TOUCHES. */
  first(end: End, random: Random): number {
    return this.firsts[end]!.draw(random);
  }

  /** An advertisement that brings somebody back, null where none runs. */
  again(random: Random): number | null {
    return this.paid.length > 0 ? random.of(this.paid) : null;
  }
}
