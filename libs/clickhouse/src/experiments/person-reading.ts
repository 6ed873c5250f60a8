import type { Measured } from '@groundswell/contracts';
import { numberAt, propertyOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
import type { AnalysisContext } from './analysis.js';

export type Selection = Partial<Measured>;

/** A time since the exposure, in ms: a number, or an expression on columns of who was exposed. */
export type Since = number | string;

/** From a time on, and before another one; null: for ever. */
export interface Window {
  from: Since;
  before: Since | null;
}

/** Marks of an event that fit beside its instant into one number. */
const MARKS = 21;
const ALL_MARKS = 2 ** MARKS - 1;
/** Milliseconds from 1900, where the instants of the engine begin, to the epoch. */
const EPOCH = 2_208_988_800_000;
/** What the exposure itself is in cells, in ms: half of what they hold, so that what lies before it is a number without a sign, too. */
const EXPOSED_AT = 2 ** 42;

/** Later than every cell. */
const NEVER = String(2n ** 64n - 1n);

/**
 * What is read of events and kept of each person, each thing once however many metrics ask for it. Of an event that matters one
 * number is kept: its instant, and a mark for each selection that it belongs to. Beside the exposure it becomes a cell, of the time
 * since then in place of the instant; the cells of each selection are put together, so that what is asked of few events does not
 * walk over all. To join each event with the exposure, and to keep a state for each thing that is asked, cost three times as much.
 */
export class PersonReading {
  private readonly flags = new Map<string, string>();
  private readonly numbers = new Map<string, string>();
  private readonly sequences = new Map<string, string>();
  /** Columns of a person that are made of those of the levels below. */
  private readonly levels: Map<string, string>[] = [];
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
      return property === undefined ? `(${condition})` : `(${condition} AND isFinite(${numberOf(property)}))`;
    });
  }

  /** Whether there is such an event, of a person: 0 or 1. */
  happened(is: string, window: Window): string {
    return `(${this.times(is, window)} > 0)`;
  }

  /** How many there are. */
  times(is: string, window: Window): string {
    return this.made(3, `toFloat64(arrayCount(cell -> ${this.isIn(window)}, ${this.cellsOf(is)}))`);
  }

  /** The sum of a property; what is no number is none. */
  total(selection: Selection & { property: string }, window: Window): string {
    const { list, cells } = this.numbered(selection);
    return this.made(3, `arraySum((number, cell) -> if(${this.isIn(window)}, number, 0), ${list}, ${cells})`);
  }

  /** All numbers of a property, of a person. */
  values(selection: Selection & { property: string }, window: Window): string {
    const { list, cells } = this.numbered(selection);
    return this.made(3, `arrayFilter((number, cell) -> ${this.isIn(window)}, ${list}, ${cells})`);
  }

  /**
   * Whether there is an event for each of the steps, one after the other, of a person: 0 or 1. The earliest event of a step after
   * that of the step before is never a worse choice than a later one, so that one look for each step is enough.
   */
  reached(steps: Selection[], window: Window): string {
    const acts = this.marked(steps, window);
    const last = steps.reduce((before, _, step) => this.made(2 + step, stepAfter(acts, before, step)), '');
    return `(${last} > 0)`;
  }

  /**
   * The same told by time alone, of steps that no event is two of: `undecided` where it depends on which of events of one
   * millisecond came first. Places in the log, which tell that, cost more than all else of a person's events.
   */
  reachedByTime(steps: Selection[], window: Window): { reached: string; undecided: string } {
    const ofSteps = steps.map((step) => this.cellsOf(this.is(step)));
    const taken = (after: (before: string) => string) => {
      const last = ofSteps.reduce((before, cells, step) => {
        const is = `${this.isIn(window)}${step === 0 ? '' : ` AND ${after(before)}`}`;
        // Of no events at all the least is 0.
        const least = `if(empty(${cells}), ${NEVER}, arrayMin(cell -> if(${is}, cell, ${NEVER}), ${cells}))`;
        return this.made(3 + step, least);
      }, '');
      return `(${last} < ${NEVER})`;
    };
    const reached = taken((before) => `cell > bitOr(${before}, ${ALL_MARKS})`);
    const atOnce = taken((before) => `bitShiftRight(cell, ${MARKS}) >= bitShiftRight(${before}, ${MARKS})`);
    return { reached, undecided: `(${atOnce} > ${reached})` };
  }

  /** Events in order with a bit for each of the steps that they are. */
  private marked(steps: Selection[], window: Window): string {
    const flags = steps.map((step) => this.is(step));
    const marks = flags.map((is, place) => `bitShiftLeft(toUInt32(${is}), ${place})`).join(' + ');
    const any = flags.length === 1 ? flags[0] : `(${flags.join(' OR ')})`;
    const list = once(this.sequences, 'list', marks, () => `groupArrayIf(${markedEvent(marks)}, ${any})`);
    const cells = `arrayMap(act -> ${momentOfMarked('act')} + ${this.shift()}, ${list})`;
    const acts = `arrayFilter((act, cell) -> ${this.isIn(window)}, ${list}, ${cells})`;
    return this.made(1, `arrayMap(act -> toUInt32(act), arraySort(${acts}))`);
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

  /** Aggregates of a person's events. */
  get ofPerson(): string[] {
    const codes = chunks(this.needed, MARKS).map((flags, chunk) => {
      const marks = flags.map((is, place) => `${is} * toUInt64(${2 ** place})`).join(' + ');
      return `groupArrayIf(${MOMENT} + (${marks}), ${flags.join(' OR ')}) AS codes${chunk}`;
    });
    const numbers = [...this.numbers].map(
      ([is, column]) => `groupArrayIf(${nameOf(column)}, ${is}) AS list_${nameOf(column)}`,
    );
    return [...codes, ...numbers, ...named(this.sequences)];
  }

  /**
   * What is made of a person's events beside the exposure, whose columns `at` (ms) and `day` are: by levels, as what is told of a
   * level in its own question is understood once, and not again wherever it is named.
   */
  get ofExposed(): string[][] {
    return this.levels.map(named).filter((level) => level.length > 0);
  }

  /** Adds it where it is not yet. @returns the name of the column */
  private made(level: number, expression: string): string {
    while (this.levels.length <= level) this.levels.push(new Map());
    return once(this.levels[level]!, `made${level}_`, expression, () => expression);
  }

  /** Names of the numbers of a property, and of the cells of the events that they are of. */
  private numbered(selection: Selection & { property: string }) {
    const is = this.is(selection);
    const list = `list_${once(this.numbers, 'number', is, () => numberOf(selection.property))}`;
    return { list, cells: this.cellsOf(is) };
  }

  /** Name of the cells of a selection. */
  private cellsOf(is: string): string {
    const flag = numberIn(is);
    const cells = this.made(1, `arrayMap(code -> code + ${this.shift()}, codes${Math.floor(flag / MARKS)})`);
    return this.made(2, `arrayFilter(cell -> bitTest(cell, ${flag % MARKS}), ${cells})`);
  }

  /** What makes a cell of an instant: numbers without a sign go round. */
  private shift(): string {
    return this.made(0, cellAt(`${-EPOCH} - at`));
  }

  /** Whether it is in time, as a condition on `cell`. */
  private isIn({ from, before }: Window): string {
    const since = `cell >= ${this.bound(from)}`;
    return before === null ? since : `${since} AND cell < ${this.bound(before)}`;
  }

  private bound(since: Since): string {
    if (typeof since === 'string') return this.made(0, cellAt(since));
    return String((BigInt(EXPOSED_AT) + BigInt(since)) << BigInt(MARKS));
  }
}

/** The instant of an event above its marks. */
const MOMENT = `bitShiftLeft(toUInt64(toUnixTimestamp64Milli(timestamp) + ${EPOCH}), ${MARKS})`;

/** The cell, without marks, of a time since the exposure. */
const cellAt = (since: string): string => `bitShiftLeft(toUInt64(${EXPOSED_AT} + (${since})), ${MARKS})`;

/**
 * Instant, place in the log and marks as one number, so that sorting is by time and ties are broken by arrival: from the
 * highest bits 43 of milliseconds since 1900, 16 of the partition, 48 of the offset, 21 of marks. Half as wide as what sequences
 * sort.
 */
const markedEvent = (marks: string): string =>
  `bitShiftLeft(toUInt128(toUnixTimestamp64Milli(timestamp) + ${EPOCH}), ${128 - 43})
    + bitShiftLeft(toUInt128(log_partition), 69) + bitShiftLeft(toUInt128(log_offset), ${MARKS}) + (${marks})`;
/** Of such a number, the instant above no marks. */
const momentOfMarked = (act: string): string =>
  `bitShiftLeft(toUInt64(bitShiftRight(${act}, ${128 - 43})), ${MARKS})`;

/** Place of the first event of a step after that of the step before; 0 without one. */
function stepAfter(acts: string, before: string, step: number): string {
  if (step === 0) return `arrayFirstIndex(act -> bitTest(act, 0), ${acts})`;
  const next = `arrayFirstIndex((act, place) -> place > ${before} AND bitTest(act, ${step}), ${acts}, arrayEnumerate(${acts}))`;
  return `if(${before} = 0, 0, ${next})`;
}

/** NaN or infinite for what is no number. */
function numberOf(property: string): string {
  return numberAt(propertyOf(property));
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
/** With which a name ends. */
const numberIn = (name: string) => Number(/\d+$/.exec(name)![0]);

const chunks = <One>(list: One[], size: number): One[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
