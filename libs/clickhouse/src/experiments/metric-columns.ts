import type { Measured, MetricDefinition } from '@groundswell/contracts';
import { addDays, localDay } from '../periods/calendar.js';
import type { AnalysisContext } from './analysis.js';
import type { PersonReading, Window } from './person-reading.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What a metric makes of what is kept of a person. */
export interface MetricColumns {
  /** `expression AS name`: value y, or numerator m and denominator d; covariate x; e: 1 where the person is counted. */
  ofPerson: string[];
  shape: 'value' | 'ratio';
  hasCovariate: boolean;
  /** Whether value and covariate of a person are 0 or 1. */
  isShare?: boolean;
  /** Whether there is a column u: 1 for whom the value is not told by what was read, and not counted. */
  mayBeUndecided?: boolean;
}

/** Metrics that are told of the sums over people; quantiles are not. */
export type SummedDefinition = Exclude<MetricDefinition, { type: 'quantile' }>;

/** Whether their values are cut off, ratios are made of them, and covariates belong to them. */
export function shapeOf({ type }: SummedDefinition): MetricColumns['shape'] {
  return type === 'ratio' || type === 'mean' ? 'ratio' : 'value';
}

/** Columns of metric number `index`, with that number; what they need is added to the reading. */
export function metricColumns(
  context: AnalysisContext,
  reading: PersonReading,
  definition: SummedDefinition,
  index: number,
): MetricColumns {
  switch (definition.type) {
    case 'ratio':
    case 'mean':
      return ratioColumns(context, reading, definition, index);
    case 'funnel':
      return funnelColumns(context, reading, definition, index);
    case 'retention':
      return retentionColumns(context, reading, definition, index);
    default:
      return valueColumns(context, reading, definition, index);
  }
}

type Timed = { windowHours: number | null; delayHours: number };

/** From the delay to the end of the window, both included, since the exposure. Of a period that is entered, without one to its end. */
export function inTime({ entries }: AnalysisContext, { windowHours, delayHours }: Timed): Window {
  const from = Math.round(delayHours * HOUR_MS);
  if (windowHours !== null) return { from, before: Math.round(windowHours * HOUR_MS) + 1 };
  return { from, before: entries ? 'until - at' : null };
}

/** In the days before the exposure; null where no covariate is asked for. */
function past({ analysis: { cupedDays } }: AnalysisContext): Window | null {
  return cupedDays === null ? null : { from: -Math.round(cupedDays) * DAY_MS, before: 0 };
}

/** In days after that of the exposure, both included. */
function inDays({ project, bindings }: AnalysisContext, [first, last]: [number, number]): Window {
  const zone = bindings.once('zone of the project', () => bindings.bind(project.timeZone, 'String'));
  const start = (day: number) =>
    `toUnixTimestamp64Milli(toDateTime64(day + ${Math.round(day)}, 3, ${zone})) - at`;
  return { from: `greatest(${start(first)}, 0)`, before: start(last + 1) };
}

type ValueDefinition = Extract<SummedDefinition, { type: 'proportion' | 'count' | 'revenue' }>;

function valueColumns(
  context: AnalysisContext,
  reading: PersonReading,
  definition: ValueDefinition,
  index: number,
): MetricColumns {
  const value = (window: Window) => {
    const { event, filters } = definition.of;
    if (definition.type === 'revenue') return reading.total(definition.of, window);
    const is = reading.is({ event, filters });
    return definition.type === 'count'
      ? reading.times(is, window)
      : `toFloat64(${reading.happened(is, window)})`;
  };
  const before = past(context);
  return {
    ofPerson: [
      `${value(inTime(context, definition))} AS y${index}`,
      ...(before === null ? [] : [`${value(before)} AS x${index}`]),
    ],
    shape: 'value',
    hasCovariate: before !== null,
    isShare: definition.type === 'proportion',
  };
}

type RetentionDefinition = Extract<SummedDefinition, { type: 'retention' }>;

/** Only who was exposed so long ago that the last of the days is over counts. */
function retentionColumns(
  context: AnalysisContext,
  reading: PersonReading,
  { of: { event, filters }, days: [first, last] }: RetentionDefinition,
  index: number,
): MetricColumns {
  const { analysis, project, bindings } = context;
  const is = reading.is({ event, filters });
  const lastWhole = bindings.bind(addDays(localDay(analysis.end, project.timeZone), -1), 'Date');
  const counted = `(day + ${Math.round(last)} <= ${lastWhole})`;
  const did = (window: Window) => `toFloat64(${reading.happened(is, window)}) * toFloat64(${counted})`;
  const before = past(context);
  return {
    ofPerson: [
      `toUInt8(${counted}) AS e${index}`,
      `${did(inDays(context, [first, last]))} AS y${index}`,
      ...(before === null ? [] : [`${did(before)} AS x${index}`]),
    ],
    shape: 'value',
    hasCovariate: before !== null,
    isShare: true,
  };
}

type RatioDefinition = Extract<SummedDefinition, { type: 'ratio' | 'mean' }>;

/** A mean is the ratio of the sum of a property and the events that have it as a number. */
function ratioColumns(
  context: AnalysisContext,
  reading: PersonReading,
  definition: RatioDefinition,
  index: number,
): MetricColumns {
  const window = inTime(context, definition);
  const part = ({ event, filters, property }: Measured) =>
    property === undefined
      ? reading.times(reading.is({ event, filters }), window)
      : reading.total({ event, filters, property }, window);
  const per =
    definition.type === 'mean' ? reading.times(reading.is(definition.of), window) : part(definition.per);
  return {
    ofPerson: [`${part(definition.of)} AS m${index}`, `${per} AS d${index}`],
    shape: 'ratio',
    hasCovariate: false,
  };
}

type FunnelDefinition = Extract<SummedDefinition, { type: 'funnel' }>;

/** All steps one after the other, each by an event of its own; ties in time are broken by arrival. */
function funnelColumns(
  context: AnalysisContext,
  reading: PersonReading,
  definition: FunnelDefinition,
  index: number,
): MetricColumns {
  const { steps } = definition;
  const window = inTime(context, definition);
  if (context.byTime && areApart(steps)) {
    const told = reading.reachedByTime(steps, window);
    const ofPerson = [`toFloat64(${told.reached}) AS y${index}`, `toFloat64(${told.undecided}) AS u${index}`];
    return { ofPerson, shape: 'value', hasCovariate: false, isShare: true, mayBeUndecided: true };
  }
  const reached = reading.reached(steps, window);
  return {
    ofPerson: [`toFloat64(${reached}) AS y${index}`],
    shape: 'value',
    hasCovariate: false,
    isShare: true,
  };
}

/** Whether no event can be two of the steps. */
const areApart = (steps: FunnelDefinition['steps']) =>
  new Set(steps.map(({ event }) => event)).size === steps.length && steps.every(({ event }) => event);
