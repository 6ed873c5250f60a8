import type { Measured } from '@groundswell/contracts';
import { textOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
import type { AnalysisContext } from './analysis.js';

export type Selection = Partial<Measured>;

/** Marks of an event that fit beside its instant into one number. */
const MARKS = 21;
/** Windows that fit above the marks of an event. */
const WINDOWS = 42;
/** Milliseconds from 1900, where the instants of the engine begin, to the epoch. */
const EPOCH = 2_208_988_800_000;

/** Later than every instant with its marks. */
const NEVER = String(2n ** 64n - 1n);

/** Where it says of a person's events what they are and in which windows. */
interface Place {
  cells: string;
  /** Of the same events, their instants. */
  codes: string;
  mark: string;
  window: string;
  both: string;
}

/**
 * What is read of events and kept of each person, each thing once however many metrics ask for it. Of an event that matters one
 * number is kept: its instant, and a mark for each selection that it belongs to. Windows are told when a person's events lie
 * together, beside the exposure: to join each event with it, and to keep a state for each thing that is asked, cost three times
 * as much.
 */
export class PersonReading {
  private readonly flags = new Map<string, string>();
  private readonly numbers = new Map<string, string>();
  private readonly sequences = new Map<string, string>();
  private readonly windows = new Map<string, string>();
  private readonly cells = new Map<string, [chunk: number, part: number]>();
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
      return property === undefined
        ? `(${condition})`
        : `(${condition} AND isNotNull(${numberOf(property)}))`;
    });
  }

  /** Name of what says whether an event is in time; `condition` is on `since` and `passed`, and columns of the exposure. */
  when(condition: string): string {
    return once(this.windows, 'w', condition, () => condition);
  }

  /** Whether there is such an event, of a person: 0 or 1. */
  happened(is: string, when: string): string {
    const { cells, both } = this.place(is, when);
    return this.made(1, `arrayExists(cell -> bitAnd(cell, ${both}) = ${both}, ${cells})`);
  }

  /** How many there are. */
  times(is: string, when: string): string {
    const { cells, both } = this.place(is, when);
    return this.made(1, `toFloat64(arrayCount(cell -> bitAnd(cell, ${both}) = ${both}, ${cells}))`);
  }

  /** The sum of a property; what is no number is none. */
  total(selection: Selection & { property: string }, when: string): string {
    const { list, held, window } = this.numbered(selection, when);
    const sum = `arraySum((number, cell) -> if(bitAnd(cell, ${window}) = 0, 0, number), ${list}, ${held})`;
    return this.made(2, sum);
  }

  /** All numbers of a property, of a person. */
  values(selection: Selection & { property: string }, when: string): string {
    const { list, held, window } = this.numbered(selection, when);
    return this.made(2, `arrayFilter((number, cell) -> bitAnd(cell, ${window}) != 0, ${list}, ${held})`);
  }

  /**
   * Whether there is an event for each of the steps, one after the other, of a person: 0 or 1. The earliest event of a step after
   * that of the step before is never a worse choice than a later one, so that one look for each step is enough.
   */
  reached(steps: Selection[], when: string): string {
    const acts = this.marked(steps, when);
    const last = steps.reduce((before, _, step) => this.made(1 + step, stepAfter(acts, before, step)), '');
    return `(${last} > 0)`;
  }

  /**
   * The same told by time alone, of steps that no event is two of: `undecided` where it depends on which of events of one
   * millisecond came first. Places in the log, which tell that, cost more than all else of a person's events. Null where the
   * steps have no marks in one number.
   */
  reachedByTime(steps: Selection[], when: string): { reached: string; undecided: string } | null {
    const places = steps.map((step) => this.place(this.is(step), when));
    const [{ cells, codes }] = places as [Place];
    if (places.some((place) => place.cells !== cells)) return null;
    const taken = (after: (before: string) => string) => {
      const last = places.reduce((before, { both }, step) => {
        const is = `bitAnd(cell, ${both}) = ${both}${step === 0 ? '' : ` AND ${after(before)}`}`;
        return this.made(1 + step, `arrayMin((code, cell) -> if(${is}, code, ${NEVER}), ${codes}, ${cells})`);
      }, '');
      // Of no events at all the least is 0.
      return `(${last} > 0 AND ${last} < ${NEVER})`;
    };
    const reached = taken((before) => `code > bitOr(${before}, ${2 ** MARKS - 1})`);
    const atOnce = taken((before) => `bitShiftRight(code, ${MARKS}) >= bitShiftRight(${before}, ${MARKS})`);
    return { reached, undecided: `(${atOnce} AND NOT ${reached})` };
  }

  /** Events in order with a bit for each of the steps that they are. */
  private marked(steps: Selection[], when: string): string {
    const flags = steps.map((step) => this.is(step));
    const marks = flags.map((is, place) => `bitShiftLeft(toUInt32(${is}), ${place})`).join(' + ');
    const any = flags.length === 1 ? flags[0] : `(${flags.join(' OR ')})`;
    const list = once(this.sequences, 'list', marks, () => `groupArrayIf(${markedEvent(marks)}, ${any})`);
    const since = `arrayMap(act -> ${sinceOfMarked('act')}, ${list})`;
    const acts = `arrayFilter((act, since) -> ${this.conditionOf(when)}, ${list}, ${since})`;
    return this.made(0, `arrayMap(act -> toUInt32(act), arraySort(${acts}))`);
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
    const cells = [...this.cells].map(([name, [chunk, part]]) => `${this.cellsOf(chunk, part)} AS ${name}`);
    const [first = [], ...more] = this.levels.map(named);
    return [[...cells, ...first], ...more];
  }

  /** Adds it where it is not yet. @returns the name of the column */
  private made(level: number, expression: string): string {
    while (this.levels.length <= level) this.levels.push(new Map());
    return once(this.levels[level]!, `made${level}_`, expression, () => expression);
  }

  /** Names of the numbers of a property, and of the cells of the events that they are of. */
  private numbered(selection: Selection & { property: string }, when: string) {
    const is = this.is(selection);
    const read = `if(${is}, ifNull(${numberOf(selection.property)}, 0), 0)`;
    const list = `list_${once(this.numbers, 'number', is, () => read)}`;
    const { cells, mark, window } = this.place(is, when);
    return { list, held: this.made(1, `arrayFilter(cell -> bitAnd(cell, ${mark}) != 0, ${cells})`), window };
  }

  /** Name of the cells that tell of an event and a window, and the bits that stand for them. */
  private place(is: string, when: string): Place {
    const [flag, window] = [numberIn(is), numberIn(when)];
    const [chunk, part] = [Math.floor(flag / MARKS), Math.floor(window / WINDOWS)];
    const cells = `cells${chunk}_${part}`;
    this.cells.set(cells, [chunk, part]);
    const [mark, bit] = [1n << BigInt(flag % MARKS), 1n << BigInt(MARKS + (window % WINDOWS))];
    return {
      cells,
      codes: `codes${chunk}`,
      mark: String(mark),
      window: String(bit),
      both: String(mark + bit),
    };
  }

  /** Of each event its marks, and above them a bit for each of the windows that it is in. */
  private cellsOf(chunk: number, part: number): string {
    const { project, bindings } = this.context;
    const conditions = [...this.windows.keys()].slice(part * WINDOWS, (part + 1) * WINDOWS);
    const bits = conditions.map(
      (condition, place) => `bitShiftLeft(toUInt64(${condition}), ${MARKS + place})`,
    );
    const codes = `codes${chunk}`;
    const instant = `toInt64(bitShiftRight(code, ${MARKS})) - ${EPOCH}`;
    const local = `toDate(fromUnixTimestamp64Milli(${instant}, 'UTC'), ${bindings.bind(project.timeZone, 'String')})`;
    const passed = conditions.some((condition) => condition.includes('passed'))
      ? `arrayMap(code -> toInt32(${local}) - toInt32(day), ${codes})`
      : codes;
    return `arrayMap((code, since, passed) -> ${['bitAnd(code, 2097151)', ...bits].join(' + ')},
      ${codes}, arrayMap(code -> ${instant} - at, ${codes}), ${passed})`;
  }

  private conditionOf(when: string): string {
    return [...this.windows.keys()][numberIn(when)]!;
  }
}

/** The instant of an event above its marks. */
const MOMENT = `bitShiftLeft(toUInt64(toUnixTimestamp64Milli(timestamp) + ${EPOCH}), ${MARKS})`;

/**
 * Instant, place in the log and marks as one number, so that sorting is by time and ties are broken by arrival: from the
 * highest bits 43 of milliseconds since 1900, 16 of the partition, 48 of the offset, 21 of marks. Half as wide as what sequences
 * sort.
 */
const markedEvent = (marks: string): string =>
  `bitShiftLeft(toUInt128(toUnixTimestamp64Milli(timestamp) + ${EPOCH}), ${128 - 43})
    + bitShiftLeft(toUInt128(log_partition), 69) + bitShiftLeft(toUInt128(log_offset), ${MARKS}) + (${marks})`;
/** Of such a number, ms since the exposure. */
const sinceOfMarked = (act: string): string => `toInt64(bitShiftRight(${act}, ${128 - 43})) - ${EPOCH} - at`;

/** Place of the first event of a step after that of the step before; 0 without one. */
function stepAfter(acts: string, before: string, step: number): string {
  if (step === 0) return `arrayFirstIndex(act -> bitTest(act, 0), ${acts})`;
  const next = `arrayFirstIndex((act, place) -> place > ${before} AND bitTest(act, ${step}), ${acts}, arrayEnumerate(${acts}))`;
  return `if(${before} = 0, 0, ${next})`;
}

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
/** With which a name ends. */
const numberIn = (name: string) => Number(/\d+$/.exec(name)![0]);

const chunks = <One>(list: One[], size: number): One[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
