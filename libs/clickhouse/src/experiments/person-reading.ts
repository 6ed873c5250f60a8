import type { Measured } from '@groundswell/contracts';
import { textOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
import type { AnalysisContext } from './analysis.js';

export type Selection = Partial<Measured>;

/** Conditions that fit into one mask. */
const MASK_BITS = 32;
/** Two counts in one number: nobody has four billion events. */
const HALF = 2 ** 32;

/**
 * What is read of events and kept of each person, each thing once however many metrics ask for it. Aggregates cost most of an
 * analysis, so that everything that is yes or no is a bit of one mask, and two counts are one sum.
 */
export class PersonReading {
  private readonly flags = new Map<string, string>();
  private readonly numbers = new Map<string, string>();
  private readonly windows = new Map<string, string>();
  private readonly lists = new Map<string, string>();
  private readonly totals = new Map<string, string>();
  private readonly bits: string[] = [];
  private readonly counts: string[] = [];
  /** Names of events that matter; null: any. */
  private names: Set<string> | null = new Set();

  constructor(private readonly context: AnalysisContext) {}

  /** Name of the column that says whether an event is one of these. */
  is(selection: Selection): string {
    if (selection.event === undefined) this.names = null;
    else this.names?.add(selection.event);
    const { event, filters, property } = selection;
    return once(this.flags, 'is', JSON.stringify({ event, filters, property }), () => {
      const { project, bindings } = this.context;
      const condition = eventCondition({ event, filters }, project, bindings);
      return property === undefined
        ? `(${condition})`
        : `(${condition} AND isNotNull(${numberOf(property)}))`;
    });
  }

  /** Name of the column that says whether an event is in time; `condition` is on `since` and `passed`. */
  when(condition: string): string {
    return once(this.windows, 'w', condition, () => condition);
  }

  /** Whether there is such an event, of a person: 0 or 1. */
  happened(is: string, when: string): string {
    const bit = placeIn(this.bits, `bitAnd(${is}, ${when})`);
    return `bitTest(mask${Math.floor(bit / MASK_BITS)}, ${bit % MASK_BITS})`;
  }

  /** How many there are. */
  times(is: string, when: string): string {
    const place = placeIn(this.counts, `bitAnd(${is}, ${when})`);
    const pair = `pair${Math.floor(place / 2)}`;
    return place % 2 === 0
      ? `toFloat64(bitAnd(${pair}, ${HALF - 1}))`
      : `toFloat64(bitShiftRight(${pair}, 32))`;
  }

  /** The sum of a property; what is no number is none. */
  total(selection: Selection & { property: string }, when: string): string {
    const is = this.is(selection);
    const number = once(
      this.numbers,
      'number',
      is,
      () => `if(${is}, ifNull(${numberOf(selection.property)}, 0), 0)`,
    );
    return once(this.totals, 'total', `${number} ${when}`, () => `sumIf(${number}, bitAnd(${is}, ${when}))`);
  }

  /** Events in order with a bit for each of the steps that they are. */
  marked(steps: Selection[], when: string): string {
    const flags = steps.map((step) => this.is(step));
    const marks = flags.map((is, place) => `bitShiftLeft(toUInt32(${is}), ${place})`).join(' + ');
    const any = flags.length === 1 ? flags[0] : `(${flags.join(' OR ')})`;
    return once(this.lists, 'list', `${marks} ${when}`, () => {
      const act = once(this.numbers, 'act', marks, () => markedEvent(`(${marks})`));
      return `groupArrayIf(${act}, ${any} AND ${when})`;
    });
  }

  /** All numbers of a property, of a person. */
  values(selection: Selection & { property: string }, when: string): string {
    const is = this.is(selection);
    const number = once(
      this.numbers,
      'number',
      is,
      () => `if(${is}, ifNull(${numberOf(selection.property)}, 0), 0)`,
    );
    return once(
      this.lists,
      'list',
      `${number} ${when}`,
      () => `groupArrayIf(${number}, bitAnd(${is}, ${when}))`,
    );
  }

  /** Names of the events that are read; null: any. */
  get events(): string[] | null {
    return this.names === null ? null : [...this.names];
  }

  /** Columns of an event. */
  get ofEvent(): string[] {
    return [...named(this.flags), ...named(this.numbers)];
  }

  /** Any of which makes an event matter. */
  get needed(): string[] {
    return [...this.flags.values()].map(nameOf);
  }

  /** Columns of an event beside the exposure of its person. */
  get inTime(): string[] {
    return named(this.windows);
  }

  /** Aggregates of a person's events. */
  get ofPerson(): string[] {
    const masks = chunks(this.bits, MASK_BITS).map(
      (bits, mask) =>
        `groupBitOr(${bits.map((bit, place) => `${bit} * toUInt32(${2 ** place})`).join(' + ')}) AS mask${mask}`,
    );
    const pairs = chunks(this.counts, 2).map(
      ([one, other], pair) =>
        `sum(${other === undefined ? `toUInt64(${one})` : `${one} + ${other} * toUInt64(${HALF})`}) AS pair${pair}`,
    );
    return [...masks, ...pairs, ...named(this.totals), ...named(this.lists)];
  }
}

/**
 * Instant, place in the log and marks as one number, so that sorting is by time and ties are broken by arrival: from the
 * highest bits 43 of milliseconds since 1900, 16 of the partition, 48 of the offset, 21 of marks. Half as wide as what sequences
 * sort, which is a third of the work of an analysis with a funnel.
 */
const markedEvent = (marks: string): string =>
  `bitShiftLeft(toUInt128(toUnixTimestamp64Milli(timestamp) + 2208988800000), 85)
    + bitShiftLeft(toUInt128(log_partition), 69) + bitShiftLeft(toUInt128(log_offset), 21) + ${marks}`;

/** Null for what is no finite number. */
function numberOf(property: string): string {
  const path = property.startsWith('properties.') ? property : `properties.${property}`;
  const number = `toFloat64OrNull(${textOf(path)})`;
  return `if(isFinite(ifNull(${number}, nan)), ${number}, NULL)`;
}

/** Adds `expression AS name` where there is none for the key. @returns the name */
function once(kept: Map<string, string>, prefix: string, key: string, expression: () => string): string {
  const known = kept.get(key);
  if (known !== undefined) return nameOf(known);
  const name = `${prefix}${kept.size}`;
  kept.set(key, `${expression()} AS ${name}`);
  return name;
}

const nameOf = (column: string) => column.slice(column.lastIndexOf(' AS ') + 4);
const named = (kept: Map<string, string>) => [...kept.values()];

function placeIn(list: string[], one: string): number {
  const place = list.indexOf(one);
  return place >= 0 ? place : list.push(one) - 1;
}

const chunks = <One>(list: One[], size: number): One[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
