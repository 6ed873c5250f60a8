import { z } from 'zod';
import { activeUsersQuerySchema } from './active-users.js';
import { type PreviousRange, type QueryAnswer, propertyNameSchema } from './query-common.js';

export const EVENT_MEASURES = ['events', 'usersPerEvent', 'sum', 'avg', 'p50', 'p90', 'p99'] as const;
export type EventMeasure = (typeof EVENT_MEASURES)[number];

/** Measures of a property's numbers. */
export const PROPERTY_MEASURES: readonly EventMeasure[] = ['sum', 'avg', 'p50', 'p90', 'p99'];

export const eventCountsQuerySchema = z
  .strictObject({
    ...activeUsersQuerySchema.shape,
    kind: z.literal('eventCounts'),
    measure: z.enum(EVENT_MEASURES).default('events'),
    /** An event column or `properties.NAME`, whose numbers are measured. */
    property: propertyNameSchema.optional(),
  })
  .superRefine(({ measure, property }, context) => {
    const needed = PROPERTY_MEASURES.includes(measure);
    if (needed === (property !== undefined)) return;
    const message = needed
      ? `is needed by measure ${measure}: the property whose numbers are measured, like properties.amount`
      : `goes with the measures ${PROPERTY_MEASURES.join(', ')} only; leave it out for ${measure}`;
    context.addIssue({ code: 'custom', path: ['property'], message });
  });
export type EventCountsQuery = z.infer<typeof eventCountsQuerySchema>;

export interface EventCountsRow {
  /** First day of the bucket, `YYYY-MM-DD`; for hours the instant it starts, ISO 8601 UTC. */
  bucket: string;
  /** Null: all values together. */
  breakdown: string | null;
  /** Null where there is nothing to measure: no event to divide by, no number to average. */
  value: number | null;
  complete: boolean;
  /** As of active users, of the values. */
  changes?: (number | null)[];
}
export interface EventCountsAnswer extends QueryAnswer {
  kind: 'eventCounts';
  rows: EventCountsRow[];
  previous?: PreviousRange & { rows: EventCountsRow[]; change: number | null };
}
