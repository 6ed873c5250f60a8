import type { Measured, MetricDefinition } from '@groundswell/contracts';
import { textOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
import { addDays, localDay } from '../periods/calendar.js';
import { packedEvent } from '../sequences/packed-events.js';
import type { AnalysisContext } from './analysis.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What a metric needs of an event (columns of `acts`), and what it makes of a person's events. */
export interface MetricColumns {
  /** Conditions on an event, any of which it must meet to matter. */
  needed: string[];
  /** Event names of these; null: events of any name. */
  events: string[] | null;
  /** `expression AS name`, of an event. */
  ofEvent: string[];
  /** `expression AS name`, of a person: value, or numerator and denominator; covariate; 1 where the person is counted. */
  ofPerson: string[];
  shape: 'value' | 'ratio';
  hasCovariate: boolean;
}

/** Metrics that are told of the sums over people; quantiles are not. */
export type SummedDefinition = Exclude<MetricDefinition, { type: 'quantile' }>;

/** Columns of metric number `index`: y or m and d, x, e, with that number. */
export function metricColumns(
  context: AnalysisContext,
  definition: SummedDefinition,
  index: number,
): MetricColumns {
  switch (definition.type) {
    case 'ratio':
    case 'mean':
      return ratioColumns(context, definition, index);
    case 'funnel':
      return funnelColumns(context, definition, index);
    case 'retention':
      return retentionColumns(context, definition, index);
    default:
      return valueColumns(context, definition, index);
  }
}

type Timed = { windowHours: number | null; delayHours: number };

/** From the delay to the end of the window, both included, since the exposure. */
export function inTime({ bindings }: AnalysisContext, { windowHours, delayHours }: Timed): string {
  const from = `since >= ${bindings.bind(Math.round(delayHours * HOUR_MS), 'Int64')}`;
  if (windowHours === null) return from;
  return `${from} AND since <= ${bindings.bind(Math.round(windowHours * HOUR_MS), 'Int64')}`;
}

/** In the days before the exposure; null where no covariate is asked for. */
function before({ analysis: { cupedDays }, bindings }: AnalysisContext): string | null {
  if (cupedDays === null) return null;
  return `since < 0 AND since >= ${bindings.bind(-cupedDays * DAY_MS, 'Int64')}`;
}

const selected = ({ project, bindings }: AnalysisContext, { event, filters }: Partial<Measured>) =>
  `(${eventCondition({ event, filters }, project, bindings)})`;

/** Null for what is no finite number. */
export function numberOf(property: string): string {
  const path = property.startsWith('properties.') ? property : `properties.${property}`;
  const number = `toFloat64OrNull(${textOf(path)})`;
  return `if(isFinite(ifNull(${number}, nan)), ${number}, NULL)`;
}

type ValueDefinition = Extract<SummedDefinition, { type: 'proportion' | 'count' | 'revenue' }>;

function valueColumns(context: AnalysisContext, definition: ValueDefinition, index: number): MetricColumns {
  const { of, type } = definition;
  const is = `is${index}`;
  const value = (when: string) => {
    const condition = `${is} AND ${when}`;
    if (type === 'proportion') return `toFloat64(countIf(${condition}) > 0)`;
    if (type === 'count') return `toFloat64(countIf(${condition}))`;
    return `sumIf(number${index}, ${condition})`;
  };
  const past = before(context);
  const number = type === 'revenue' ? [`ifNull(${numberOf(of.property)}, 0) AS number${index}`] : [];
  return {
    needed: [is],
    events: [of.event],
    ofEvent: [`${selected(context, of)} AS ${is}`, ...number],
    ofPerson: [
      `${value(inTime(context, definition))} AS y${index}`,
      ...(past ? [`${value(past)} AS x${index}`] : []),
    ],
    shape: 'value',
    hasCovariate: past !== null,
  };
}

type RetentionDefinition = Extract<SummedDefinition, { type: 'retention' }>;

/** Only who was exposed so long ago that the last of the days is over counts. */
function retentionColumns(
  context: AnalysisContext,
  { of, days }: RetentionDefinition,
  index: number,
): MetricColumns {
  const { analysis, project, bindings } = context;
  const is = `is${index}`;
  const [first, last] = days.map((day) => bindings.bind(day, 'Int32'));
  const lastWhole = bindings.bind(addDays(localDay(analysis.end, project.timeZone), -1), 'Date');
  const counted = `toUInt8(any(exposed.day) + ${last} <= ${lastWhole})`;
  const passed = `(toInt32(local_day) - toInt32(exposed.day))`;
  const did = (when: string) => `toFloat64(countIf(${is} AND ${when}) > 0 AND e${index})`;
  const past = before(context);
  return {
    needed: [is],
    events: of.event === undefined ? null : [of.event],
    ofEvent: [`${selected(context, of)} AS ${is}`],
    ofPerson: [
      `${counted} AS e${index}`,
      `${did(`since >= 0 AND ${passed} BETWEEN ${first} AND ${last}`)} AS y${index}`,
      ...(past ? [`${did(past)} AS x${index}`] : []),
    ],
    shape: 'value',
    hasCovariate: past !== null,
  };
}

type RatioDefinition = Extract<SummedDefinition, { type: 'ratio' | 'mean' }>;

/** A mean is the ratio of the sum of a property and the events that have it as a number. */
function ratioColumns(context: AnalysisContext, definition: RatioDefinition, index: number): MetricColumns {
  const time = inTime(context, definition);
  if (definition.type === 'mean') {
    const { of } = definition;
    const is = `is${index}`;
    const condition = `${is} AND isNotNull(number${index}) AND ${time}`;
    return {
      needed: [is],
      events: [of.event],
      ofEvent: [`${selected(context, of)} AS ${is}`, `${numberOf(of.property)} AS number${index}`],
      ofPerson: [
        `ifNull(sumIf(number${index}, ${condition}), 0) AS m${index}`,
        `toFloat64(countIf(${condition})) AS d${index}`,
      ],
      shape: 'ratio',
      hasCovariate: false,
    };
  }
  const parts = [definition.of, definition.per].map((part, half) =>
    ratioPart(context, part, index, half, time),
  );
  return {
    needed: parts.map(({ is }) => is),
    events: [definition.of.event, definition.per.event],
    ofEvent: parts.flatMap(({ ofEvent }) => ofEvent),
    ofPerson: parts.map(({ ofPerson }) => ofPerson),
    shape: 'ratio',
    hasCovariate: false,
  };
}

function ratioPart(context: AnalysisContext, part: Measured, index: number, half: number, time: string) {
  const is = `is${index}_${half}`;
  const name = `${half === 0 ? 'm' : 'd'}${index}`;
  const condition = `${is} AND ${time}`;
  const ofEvent = [`${selected(context, part)} AS ${is}`];
  if (part.property === undefined) {
    return { is, ofEvent, ofPerson: `toFloat64(countIf(${condition})) AS ${name}` };
  }
  const number = `number${index}_${half}`;
  ofEvent.push(`ifNull(${numberOf(part.property)}, 0) AS ${number}`);
  return { is, ofEvent, ofPerson: `sumIf(${number}, ${condition}) AS ${name}` };
}

type FunnelDefinition = Extract<SummedDefinition, { type: 'funnel' }>;

/** All steps one after the other, each by an event of its own; ties in time are broken by arrival. */
function funnelColumns(context: AnalysisContext, definition: FunnelDefinition, index: number): MetricColumns {
  const { steps } = definition;
  const marks = steps.map((step, place) => `bitShiftLeft(toUInt32(${selected(context, step)}), ${place})`);
  const condition = `bitAnd(toUInt32(act${index}), ${2 ** steps.length - 1}) != 0 AND ${inTime(context, definition)}`;
  const reached = `arrayFold((done, act) -> if(done < ${steps.length} AND bitTest(act, done), toUInt8(done + 1), done),
    arrayMap(act -> toUInt32(act), arraySort(groupArrayIf(act${index}, ${condition}))), toUInt8(0))`;
  return {
    needed: [`toUInt32(act${index}) != 0`],
    events: steps.map(({ event }) => event),
    ofEvent: [`${packedEvent(`(${marks.join(' + ')})`)} AS act${index}`],
    ofPerson: [`toFloat64(${reached} = ${steps.length}) AS y${index}`],
    shape: 'value',
    hasCovariate: false,
  };
}
