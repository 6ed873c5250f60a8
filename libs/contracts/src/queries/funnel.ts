import { z } from 'zod';
import {
  compareFields,
  eventFields,
  optionFields,
  propertyNameSchema,
  rangeFields,
  type PreviousRange,
  type QueryAnswer,
} from './query-common.js';

export const FUNNEL_ORDERS = ['ordered', 'strict', 'any'] as const;
export const WINDOW_SECONDS = { second: 1, minute: 60, hour: 3_600, day: 86_400, week: 604_800 } as const;
export type WindowUnit = keyof typeof WINDOW_SECONDS;
const MOST_SECONDS = 366 * WINDOW_SECONDS.day;
const MOST_STEPS = 20;

const stepNumber = z
  .number()
  .int()
  .min(0)
  .max(MOST_STEPS - 1);

const window = z
  .strictObject({
    value: z.number().int().min(1),
    unit: z.enum(Object.keys(WINDOW_SECONDS) as [WindowUnit, ...WindowUnit[]]),
  })
  .refine(({ value, unit }) => value * WINDOW_SECONDS[unit] <= MOST_SECONDS, 'is longer than 366 days');

export const funnelQuerySchema = z
  .strictObject({
    kind: z.literal('funnel'),
    ...rangeFields,
    steps: z.array(z.strictObject(eventFields)).min(2).max(MOST_STEPS),
    order: z.enum(FUNNEL_ORDERS).default('ordered'),
    /** From the first step to the last, to the millisecond; its end belongs to it. */
    window: window.default({ value: 14, unit: 'day' }),
    /** `between: [i, j]`, steps counted from 0: who does the event after step i and before step j is out. */
    exclusions: z
      .array(
        z.strictObject({
          ...eventFields,
          between: z.tuple([stepNumber, stepNumber]),
        }),
      )
      .max(10)
      .optional(),
    breakdown: propertyNameSchema.optional(),
    /** Of which step's event the breakdown is read. */
    breakdownStep: stepNumber.default(0),
    /** Adds, for each period in which people began, how many of them finished. */
    trend: z.enum(['day', 'week', 'month']).optional(),
    ...compareFields,
    ...optionFields,
  })
  .superRefine(({ steps, order, exclusions = [], breakdownStep }, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const last = steps.length - 1;
    if (breakdownStep > last) refuse(['breakdownStep'], `there are steps 0 to ${last}`);
    exclusions.forEach(({ between: [i, j] }, index) => {
      if (i >= j || j > last)
        refuse(['exclusions', index, 'between'], `needs two steps of 0 to ${last}, in this order`);
    });
    if (order === 'any' && exclusions.length > 0)
      refuse(['exclusions'], 'go with steps in an order; there is nothing between steps in any order');
    if (order === 'any') {
      const other = steps.findIndex((step, index) => steps.slice(0, index).some(overlaps(step)));
      if (other > 0)
        refuse(
          ['steps', other],
          'is an event of another step with other filters; in any order, steps of one event need the same filters',
        );
    }
  });
export type FunnelQuery = z.infer<typeof funnelQuerySchema>;
export type FunnelStep = FunnelQuery['steps'][number];

/** Steps that say the same. */
export const isSameStep = (one: FunnelStep, other: FunnelStep): boolean =>
  one.event === other.event && JSON.stringify(one.filters ?? []) === JSON.stringify(other.filters ?? []);
const overlaps = (one: FunnelStep) => (other: FunnelStep) =>
  one.event === other.event && !isSameStep(one, other);

export interface FunnelStepResult {
  index: number;
  event: string;
  /** People who got this far. */
  users: number;
  /** People who took the step before and not this one; null for the first step. */
  lost: number | null;
  /** users / users of the step before; null for the first step and where there is nobody to divide by. */
  rateFromPrevious: number | null;
  rateFromFirst: number | null;
  /** From the step before to this one, half of the people at most; null for the first step and for nobody. */
  medianSeconds: number | null;
  /** The same from the first step. */
  medianSecondsFromFirst: number | null;
}

export interface FunnelAnswer extends QueryAnswer {
  kind: 'funnel';
  steps: FunnelStepResult[];
  /** By the value of the breakdown, most people first; the values beyond the first 50 are `(other)`. */
  groups?: { breakdown: string; steps: FunnelStepResult[] }[];
  /** Time from the first step to the last, of those who finished: `from <= seconds < to`; null: without end. `share` is of them. */
  conversionTimes: { from: number; to: number | null; users: number; share: number | null }[];
  /** By the period in which people began. */
  trend?: { bucket: string; entered: number; converted: number; rate: number | null; complete: boolean }[];
  /** False while somebody who began may still go on. */
  complete: boolean;
  /** `moved`: rateFromFirst now less that of then; null for the first step and where one of them has none. */
  previous?: PreviousRange & { steps: (FunnelStepResult & { moved: number | null })[] };
}
