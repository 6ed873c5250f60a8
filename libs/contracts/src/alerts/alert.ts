import { z } from 'zod';

export const ALERT_STATES = ['waiting', 'ok', 'firing', 'noData', 'failed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** When a bucket's number is worth a message (docs/definitions.md, "Alert"). */
export const alertRuleSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('threshold'), operator: z.enum(['above', 'below']), value: z.number() }),
  z.strictObject({
    type: z.literal('change'),
    direction: z.enum(['up', 'down', 'either']),
    /** Relative: 0.2 is a fifth. */
    by: z.number().positive().max(1000),
    /** The bucket before, or the one a season before (the same weekday, hour of the week, …). */
    against: z.enum(['previous', 'season']),
  }),
  z.strictObject({ type: z.literal('band'), confidence: z.number().min(0.5).max(0.999).default(0.95) }),
]);
export type AlertRule = z.infer<typeof alertRuleSchema>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM');

/** In the project's time zone. */
export const alertScheduleSchema = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('hour') }),
  z.strictObject({ every: z.literal('day'), at: timeOfDay }),
  /** ISO weekdays: Monday is 1. */
  z.strictObject({ every: z.literal('week'), weekday: z.int().min(1).max(7), at: timeOfDay }),
]);
export type AlertSchedule = z.infer<typeof alertScheduleSchema>;

export const WEBHOOK_FORMATS = ['slack', 'lark', 'dingtalk', 'json'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** Which number of the report's rows is watched. */
export const alertMeasureSchema = z.strictObject({
  column: z.string().min(1).max(50),
  /** A value of the report's breakdown; null: all together. */
  breakdown: z.string().max(1000).nullable().default(null),
  /** Retention alone: the period whose rate is watched. */
  period: z.int().min(0).max(400).optional(),
});
export type AlertMeasure = z.infer<typeof alertMeasureSchema>;

export const ALERT_LANGUAGES = ['en', 'zh'] as const;
export type AlertLanguage = (typeof ALERT_LANGUAGES)[number];

/** One number over time. */
export interface SeriesPoint {
  bucket: string;
  value: number | null;
  complete: boolean;
}

/** Kinds of reports that can be watched, and the numbers of their rows. */
export const ALERT_COLUMNS: Record<string, readonly string[]> = {
  activeUsers: ['users'],
  eventCounts: ['value'],
  growthAccounting: ['active', 'new', 'retained', 'resurrected', 'churned', 'quickRatio'],
  stickiness: ['ratio', 'dau', 'windowUsers'],
  retention: ['rate'],
  funnel: ['rate', 'entered', 'converted'],
};

/** What a rule makes of the last complete bucket. */
export interface AlertVerdict {
  /** Null where there is no complete bucket. */
  bucket: string | null;
  value: number | null;
  /** What the value was held against: a bound, the bucket compared with, or the ends of the band; null: none. */
  low: number | null;
  high: number | null;
  /** Relative change, where the rule looks at one. */
  change: number | null;
  outcome: 'ok' | 'firing' | 'noData';
}
