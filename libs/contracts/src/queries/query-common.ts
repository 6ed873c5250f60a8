import { z } from 'zod';

/** `YYYY-MM-DD`, a real day of the project's calendar. */
export const localDate = z.iso.date();

export const FILTER_OPERATORS = [
  'eq',
  'neq',
  'in',
  'notIn',
  'contains',
  'notContains',
  'regex',
  'gt',
  'gte',
  'lt',
  'lte',
  'isSet',
  'isNotSet',
] as const;

export const eventNameSchema = z.string().min(1).max(200);
/** An event column, or `properties.NAME`. */
export const propertyNameSchema = z.string().min(1).max(300);

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** `property` is an event column (`platform`, `country`, …) or `properties.NAME`. */
export const filterSchema = z.strictObject({
  property: propertyNameSchema,
  operator: z.enum(FILTER_OPERATORS),
  value: z.union([scalar, z.array(scalar).max(1000)]).optional(),
});
export type Filter = z.infer<typeof filterSchema>;
export const filtersSchema = z.array(filterSchema).max(20).optional();

/** Events of a name; with filters, those of them that pass. */
export const eventFields = { event: eventNameSchema, filters: filtersSchema };

/** Event columns that filters and breakdowns may name, in API spelling. */
export const EVENT_COLUMNS = [
  'event',
  'platform',
  'country',
  'deviceType',
  'os',
  'browser',
  'appVersion',
  'referrer',
  'utmSource',
  'utmMedium',
  'utmCampaign',
  'utmContent',
  'utmTerm',
  'distinctId',
  'sessionId',
] as const;

export const engineSchema = z.enum(['auto', 'rollup', 'events']).default('auto');
export type Engine = z.infer<typeof engineSchema>;
/** Whose events count: people's only, or those of bots and internal traffic too. */
export const trafficSwitchSchema = z.enum(['human', 'all']).default('human');
export type TrafficSwitch = z.infer<typeof trafficSwitchSchema>;
export const formatSchema = z.enum(['json', 'csv']).default('json');

/** Local days, both included. */
export const rangeFields = { from: localDate, to: localDate };
/** `previous`: the answer says, too, what the same question gives for as many days right before, and what changed. */
export const compareFields = { compare: z.literal('previous').optional() };
/** What every question says of how it is answered. */
export const optionFields = { traffic: trafficSwitchSchema, engine: engineSchema, format: formatSchema };

export interface QueryAnswer {
  kind: string;
  timeZone: string;
  source: 'rollup' | 'events';
  computedAt: string;
  tookMs: number;
  /**
   * Where raw events were deleted by age and the answer is counted from them: the first local day that is whole. What is
   * before it is as if it had never been.
   */
  rawFrom?: string;
}

/** As many local days right before those of the question. */
export interface PreviousRange {
  from: string;
  to: string;
}
