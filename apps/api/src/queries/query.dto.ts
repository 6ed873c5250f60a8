import {
  ATTRIBUTION_LEVELS,
  ATTRIBUTION_MODELS,
  REFERRAL_REASONS,
  activeUsersQuerySchema,
  BUDGET_MOVES,
  BUDGET_VERDICTS,
  attributionModelsQuerySchema,
  attributionPathsQuerySchema,
  attributionQuerySchema,
  benchmarkQuerySchema,
  campaignPerformanceQuerySchema,
  PERFORMANCE_MODELS,
  eventCountsQuerySchema,
  funnelQuerySchema,
  growthAccountingQuerySchema,
  metricQuerySchema,
  pathsQuerySchema,
  referralQuerySchema,
  retentionQuerySchema,
  stickinessQuerySchema,
} from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** Every kind of question, by its name. A new report adds a line here and one in `QueryService`. */
export const QUERY_SCHEMAS = {
  activeUsers: activeUsersQuerySchema,
  eventCounts: eventCountsQuerySchema,
  retention: retentionQuerySchema,
  growthAccounting: growthAccountingQuerySchema,
  stickiness: stickinessQuerySchema,
  funnel: funnelQuerySchema,
  paths: pathsQuerySchema,
  attribution: attributionQuerySchema,
  attributionModels: attributionModelsQuerySchema,
  attributionPaths: attributionPathsQuerySchema,
  benchmark: benchmarkQuerySchema,
  campaignPerformance: campaignPerformanceQuerySchema,
  referral: referralQuerySchema,
  metric: metricQuerySchema,
} as const;
export type QueryKind = keyof typeof QUERY_SCHEMAS;
export type Query = z.infer<(typeof QUERY_SCHEMAS)[QueryKind]>;

export class ActiveUsersQueryDto extends createZodDto(activeUsersQuerySchema) {}
export class RetentionQueryDto extends createZodDto(retentionQuerySchema) {}
export class GrowthAccountingQueryDto extends createZodDto(growthAccountingQuerySchema) {}
export class StickinessQueryDto extends createZodDto(stickinessQuerySchema) {}
export class AttributionQueryDto extends createZodDto(attributionQuerySchema) {}
export class AttributionModelsQueryDto extends createZodDto(attributionModelsQuerySchema) {}
export class AttributionPathsQueryDto extends createZodDto(attributionPathsQuerySchema) {}
export class EventCountsQueryDto extends createZodDto(eventCountsQuerySchema) {}
export class MetricQueryDto extends createZodDto(metricQuerySchema) {}
export class FunnelQueryDto extends createZodDto(funnelQuerySchema) {}
export class PathsQueryDto extends createZodDto(pathsQuerySchema) {}
export class ReferralQueryDto extends createZodDto(referralQuerySchema) {}
export class CampaignPerformanceQueryDto extends createZodDto(campaignPerformanceQuerySchema) {}
export class BenchmarkQueryDto extends createZodDto(benchmarkQuerySchema) {}

const answer = {
  timeZone: z.string(),
  source: z.enum(['rollup', 'events']).describe('The path that the engine took; both agree to the user.'),
  computedAt: z.iso.datetime(),
  tookMs: z.number(),
  rawFrom: z.iso
    .date()
    .optional()
    .describe(
      'With source "events", where old raw events were deleted: nothing before this day was counted.',
    ),
};
const changes = z
  .array(z.number().nullable())
  .optional()
  .describe('One for each of `changesFrom`; null where there is nothing to compare with.');
const previousRange = { from: z.iso.date(), to: z.iso.date() };
const changeToPrevious = z
  .number()
  .nullable()
  .describe('now / then - 1; null where there is nothing to compare with.');
/** With `compare: "previous"`. */
const previous = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .object({ ...previousRange, ...shape })
    .optional()
    .describe('As many days right before: with `compare: "previous"`.');
const rate = z.number().nullable().describe('users / eligible; null where nobody could be observed.');

const activeUsersRows = z.array(
  z.object({
    bucket: z.string().describe('First local day of the bucket; for hours the instant it starts.'),
    breakdown: z.string().nullable().describe('Null: all values together, each person once.'),
    users: z.int(),
    complete: z.boolean().describe('False until the bucket has ended.'),
    changes,
  }),
);

export class ActiveUsersAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('activeUsers'),
    ...answer,
    rows: activeUsersRows,
    overlaps: z
      .array(z.object({ bucket: z.string(), users: z.int(), sumOfParts: z.int(), overlap: z.int() }))
      .optional()
      .describe('With a breakdown: its values added up, and that less everybody once.'),
    previous: previous({ rows: activeUsersRows, change: changeToPrevious }),
  }),
) {}

const retentionAverage = z.array(z.object({ n: z.int(), users: z.int(), eligible: z.int(), rate }));

export class RetentionAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('retention'),
    ...answer,
    size: z.int().describe('Of all cohorts together.'),
    differences: z
      .array(z.object({ n: z.int(), difference: z.number().nullable() }))
      .optional()
      .describe('With `against`: average rates less those of it.'),
    cohorts: z.array(
      z.object({
        cohort: z.iso.date().describe("First day of the cohort's period."),
        breakdown: z.string().nullable(),
        size: z.int(),
        periods: z.array(
          z.object({ n: z.int(), users: z.int(), eligible: z.int(), rate, complete: z.boolean() }),
        ),
      }),
    ),
    average: retentionAverage.describe('Weighted by cohort size, over complete cells.'),
    groups: z
      .array(z.object({ breakdown: z.string(), size: z.int(), average: retentionAverage }))
      .optional()
      .describe('With a breakdown: its values over all cohorts, as they are ordered in each.'),
  }),
) {}

const growthRows = z.array(
  z.object({
    bucket: z.iso.date().describe('First local day of the period.'),
    active: z.int(),
    new: z.int().describe('Active for the first time ever.'),
    retained: z.int().describe('Active in the period before, too.'),
    resurrected: z.int().describe('Active before, but not in the period before.'),
    churned: z.int().describe('Active in the period before and not in this one.'),
    quickRatio: z.number().nullable().describe('(new + resurrected) / churned; null where nobody churned.'),
    complete: z.boolean(),
  }),
);

export class GrowthAccountingAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('growthAccounting'),
    ...answer,
    rows: growthRows,
    previous: previous({
      rows: growthRows,
      means: z
        .array(
          z.object({
            count: z.string(),
            now: z.number().nullable(),
            then: z.number().nullable(),
            change: changeToPrevious,
          }),
        )
        .describe('Of each count over whole periods.'),
    }),
  }),
) {}

export class StickinessAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('stickiness'),
    ...answer,
    rows: z.array(
      z.object({
        bucket: z.iso.date(),
        dau: z.int(),
        windowUsers: z.int().describe('People of the window that ends with the day.'),
        ratio: z.number().nullable().describe('dau / windowUsers; null where nobody was there.'),
        complete: z.boolean(),
        changes,
      }),
    ),
    histogram: z
      .array(z.object({ days: z.int(), users: z.int() }))
      .describe('On how many days of the window that ends with `to` people were active.'),
  }),
) {}

const eventCountsRows = z.array(
  z.object({
    bucket: z.string().describe('First local day of the bucket; for hours the instant it starts.'),
    breakdown: z.string().nullable().describe('Null: all values together.'),
    value: z
      .number()
      .nullable()
      .describe('What the measure comes to; null where there is nothing to measure.'),
    complete: z.boolean().describe('False until the bucket has ended.'),
    changes,
  }),
);

export class EventCountsAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('eventCounts'),
    ...answer,
    rows: eventCountsRows,
    previous: previous({ rows: eventCountsRows, change: changeToPrevious }),
  }),
) {}

export class MetricAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('metric'),
    ...answer,
    rows: z.array(
      z.object({
        bucket: z.iso.date(),
        value: z.number().nullable().describe('Null where there is nobody, or nothing to divide by.'),
        people: z.int().describe('Who is divided by; of means, ratios and quantiles who was active.'),
        complete: z.boolean().describe("False while somebody's window is open."),
      }),
    ),
  }),
) {}

const rateOfAll = z.number().nullable().describe('Of all of them.');
const funnelStep = z.object({
  index: z.int(),
  event: z.string(),
  users: z.int().describe('People who got this far.'),
  lost: z
    .int()
    .nullable()
    .describe('People who took the step before and not this one; null for the first step.'),
  rateFromPrevious: z.number().nullable().describe('Null for the first step and where there is nobody.'),
  rateFromFirst: z.number().nullable(),
  medianSeconds: z.number().nullable().describe('From the step before; null for the first one.'),
  medianSecondsFromFirst: z.number().nullable(),
});
const funnelSteps = z.array(funnelStep);

export class FunnelAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('funnel'),
    ...answer,
    steps: funnelSteps,
    groups: z
      .array(z.object({ breakdown: z.string(), steps: funnelSteps }))
      .optional()
      .describe('With a breakdown: most people first; beyond the first 50 together as (other).'),
    conversionTimes: z
      .array(z.object({ from: z.number(), to: z.number().nullable(), users: z.int(), share: rateOfAll }))
      .describe('Seconds from the first step to the last, of those who finished: from <= seconds < to.'),
    trend: z
      .array(
        z.object({
          bucket: z.iso.date().describe('The period in which people began.'),
          entered: z.int(),
          converted: z.int(),
          rate: z.number().nullable(),
          complete: z.boolean().describe('False while somebody who began may still go on.'),
        }),
      )
      .optional(),
    complete: z.boolean(),
    previous: previous({
      steps: z
        .array(funnelStep.extend({ moved: z.number().nullable() }))
        .describe('As `steps`; `moved` is rateFromFirst now less that of then.'),
    }),
  }),
) {}

export class PathsAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('paths'),
    ...answer,
    links: z.array(
      z.object({
        source: z.string(),
        target: z.string(),
        step: z
          .int()
          .describe('1 to depth, from the left; with `end`, the link into it is the one at depth.'),
        users: z.int().describe('People who took it there.'),
      }),
    ),
    users: z.int().describe('People with a path.'),
    omitted: z.int().describe('Rarer links that are not listed.'),
    previous: previous({
      users: z.int(),
      change: changeToPrevious,
      links: z
        .array(
          z.object({
            source: z.string(),
            target: z.string(),
            step: z.int(),
            users: z.int().nullable(),
            change: changeToPrevious,
          }),
        )
        .describe('In the order of `links`; null where it is too rare to be listed.'),
    }),
  }),
) {}

const money = {
  conversions: z.number(),
  revenue: z.number().describe('0 without revenueProperty.'),
  spend: z.number().nullable().describe('Null until spend is known.'),
  cac: z.number().nullable().describe('spend / conversions'),
  roas: z.number().nullable().describe('revenue / spend'),
};

const moneyRows = z.array(
  z.object({
    key: z.string().describe('(unattributed) are conversions that no touch went before; it is always there.'),
    ...money,
  }),
);
const changed = z.number().nullable();
const moneyChanges = z
  .object({ conversions: changed, revenue: changed, spend: changed, cac: changed, roas: changed })
  .describe(
    'Of each: now / then - 1. Of conversions, revenue and spend null where a day is not over, or data begin or end within the ranges.',
  );
const pastTotals = z.object({ ...money, changes: moneyChanges });

export class AttributionAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('attribution'),
    ...answer,
    model: z.enum(ATTRIBUTION_MODELS),
    level: z.enum(ATTRIBUTION_LEVELS),
    rows: moneyRows,
    totals: z.object(money).describe('Of all conversions; the rows add up to them.'),
    previous: previous({
      rows: z
        .array(moneyRows.element.extend({ changes: moneyChanges }))
        .describe('In the order of `rows`, and after them those that are there no more.'),
      totals: pastTotals,
    }),
  }),
) {}

const credit = { conversions: money.conversions, revenue: money.revenue, cac: money.cac, roas: money.roas };

export class AttributionModelsAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('attributionModels'),
    ...answer,
    level: z.enum(ATTRIBUTION_LEVELS),
    currency: z.string(),
    rows: z.array(
      z.object({
        key: z.string(),
        spend: z.number().nullable(),
        models: z.partialRecord(
          z.enum(ATTRIBUTION_MODELS),
          z.object({
            ...credit,
            share: z.number().nullable().describe('Of all conversions; null where there are none.'),
            move: z
              .enum(BUDGET_MOVES)
              .nullable()
              .describe('Against the average of all that is paid for, by a tenth; null without spend.'),
          }),
        ),
        budget: z
          .enum(BUDGET_VERDICTS)
          .nullable()
          .describe('`disagree`: one model says more and another less.'),
      }),
    ),
    totals: z.object(money),
    reconciliation: z
      .array(
        z.object({
          model: z.enum(ATTRIBUTION_MODELS),
          credited: z.number(),
          conversions: z.number(),
          creditedRevenue: z.number(),
          revenue: z.number(),
        }),
      )
      .describe('Credits added up, beside the conversions and the revenue that there were.'),
    omitted: z.array(z.object({ model: z.enum(ATTRIBUTION_MODELS), reason: z.string() })),
    previous: previous({
      rows: z
        .array(
          z.object({
            key: z.string(),
            spend: money.spend,
            models: z.partialRecord(
              z.enum(ATTRIBUTION_MODELS),
              z.object({ ...credit, changes: moneyChanges.omit({ spend: true }) }),
            ),
          }),
        )
        .describe('In the order of `rows`, and after them those that are there no more.'),
      totals: pastTotals,
    }),
  }),
) {}

export class AttributionPathsAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('attributionPaths'),
    ...answer,
    level: z.enum(ATTRIBUTION_LEVELS),
    rows: z.array(
      z.object({
        keys: z.array(z.string()).describe('Touches in order; none: a conversion without a touch.'),
        conversions: z.number(),
        nulls: z.number().describe('People who came this way and did not convert in the range.'),
        rate: z.number(),
        revenue: z.number(),
        medianSeconds: z.number().nullable().describe('From the first touch to the conversion.'),
      }),
    ),
    lengths: z
      .array(z.object({ touches: z.int(), conversions: z.number(), nulls: z.number(), share: rateOfAll }))
      .describe('By number of touches; the last is that many or more.'),
    times: z
      .array(
        z.object({
          ...{ fromDays: z.number(), toDays: z.number().nullable() },
          ...{ conversions: z.number(), share: rateOfAll },
        }),
      )
      .describe('From the first touch to the conversion.'),
    totals: z.object({ conversions: z.number(), nulls: z.number(), revenue: z.number() }),
  }),
) {}

const change = z
  .number()
  .nullable()
  .describe(
    'Against the month before, relative: 0.1 is a tenth more; null where there is nothing to compare with.',
  );
const share = z.number().nullable().describe('Among the subjects of the period, own truth included.');

export class BenchmarkAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('benchmark'),
    metric: z.string(),
    ...answer,
    rows: z.array(
      z.object({
        subject: z.string(),
        bucket: z.iso.date().describe('The day of the figure, as it was imported.'),
        value: z.number(),
        change,
        period: z.iso.date().describe("First day of the metric's period that holds the day."),
        share,
        source: z.string().describe('The panel.'),
      }),
    ),
    previous: previous({
      subjects: z
        .array(
          z.object({
            subject: z.string().nullable().describe('Null: what the project measured itself.'),
            ...{ now: z.number().nullable(), then: z.number().nullable(), change: changeToPrevious },
          }),
        )
        .describe('Mean figures.'),
    }),
    own: z
      .array(z.object({ bucket: z.iso.date(), value: z.number(), change, share, complete: z.boolean() }))
      .nullable()
      .describe('Own daily, weekly or monthly active users; null for a metric that is none of these.'),
  }),
) {}

const brought = {
  signups: z.int(),
  activated: z.int(),
  kSignup: z.number().nullable().describe('signups / users; null for nobody.'),
  kActivated: z.number().nullable(),
};
const referralCounts = {
  users: z.int().describe('Who joined in the period.'),
  invites: z.int().describe('Sent by them in time.'),
  visits: z.int().nullable().describe('Null where the programme names no event of visits.'),
  ...brought,
  gross: z.object(brought).describe('With what a rule flags.'),
};

export class ReferralAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('referral'),
    programId: z.int(),
    ripeDays: z.int().describe('Days after somebody joined until nothing of theirs can count any more.'),
    ...answer,
    rows: z.array(
      z.object({
        bucket: z.iso.date().describe('First local day of the period in which the inviters joined.'),
        ...referralCounts,
        complete: z.boolean().describe('False while an invite of theirs may still bear fruit.'),
      }),
    ),
    totals: z
      .object({
        ...referralCounts,
        completeUsers: z.int(),
        invitesPerUser: z.number().nullable(),
        conversion: z.number().nullable(),
        perInvite: z
          .object({
            visits: z.number().nullable(),
            signups: z.number().nullable(),
            activated: z.number().nullable(),
          })
          .describe('Counts of all rows per invite of theirs; null for no invites, or no event of visits.'),
      })
      .describe('Counts of all rows; K, invites per user and conversion of the complete ones alone.'),
    cycleTime: z
      .object({ p50: z.number().nullable(), p90: z.number().nullable() })
      .describe('Seconds from the joining of an inviter to the sign-up that they brought.'),
    generations: z
      .array(z.object({ generation: z.int(), users: z.int(), share: z.number() }))
      .describe('0: nobody invited them; `share` is of all of them.'),
    flagged: z.array(z.object({ reason: z.enum(REFERRAL_REASONS), users: z.int() })),
    held: z.int().describe('Flagged people, each once.'),
    projection: z
      .object({ seeds: z.number(), total: z.number() })
      .nullable()
      .describe('seeds / (1 - K) where K < 1: what those who came by themselves grow to.'),
  }),
) {}

const byDay = z.record(z.string(), z.number().nullable());
const campaignFigures = {
  spend: z.number().nullable().describe("In the project's currency; null where a rate is missing."),
  impressions: z.number(),
  clicks: z.number(),
  installs: z.number(),
  signups: z.number().describe('Shares of people who signed up in the range.'),
  ctr: z.number().nullable().describe('Clicks per impression.'),
  cpm: z.number().nullable().describe('Spend per 1,000 impressions.'),
  cpc: z.number().nullable().describe('Spend per click.'),
  cac: z.number().nullable().describe('Spend per sign-up.'),
  roas: byDay.describe('Revenue by day 0, 7 and 30 after signing up, per spend.'),
  retention: byDay.describe('Share of those observed so long who were active on that day.'),
  ltv: z.number().nullable().describe('Revenue of the first ltvDays days per sign-up observed so long.'),
  paybackDays: z
    .int()
    .nullable()
    .describe('First day by which they had brought what was spent; null: not yet.'),
};

export class CampaignPerformanceAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('campaignPerformance'),
    ...answer,
    newBy: z
      .enum(['rollup', 'events'])
      .describe(
        'What told who signed up for the first time: the rollup knows all of the past, events those since `rawFrom`.',
      ),
    level: z.enum(ATTRIBUTION_LEVELS),
    model: z.enum(PERFORMANCE_MODELS),
    currency: z.string(),
    rows: z.array(
      z.object({
        key: z.string(),
        nodeId: z.int().nullable(),
        ...campaignFigures,
        trend: z
          .array(z.number().nullable())
          .describe('Spend by day of the range; empty where there is none.'),
        rates: z
          .array(z.number().nullable())
          .optional()
          .describe('Of creatives: clicks per impression by day of the range; null without an impression.'),
        comparison: z
          .object({
            rate: z.number().nullable(),
            others: z.number().nullable(),
            pValueAdjusted: z.number().nullable(),
            verdict: z.enum(['better', 'worse', 'undecided', 'tooFew']),
          })
          .optional()
          .describe('Of creatives: clicks per impression against the others together.'),
        fatigue: z
          .object({
            pValueAdjusted: z.number().nullable(),
            change: z.number().nullable(),
            frequency: z.enum(['rising', 'notRising', 'unknown']),
            verdict: z.enum(['tired', 'falling', 'steady', 'tooFew']),
          })
          .optional(),
      }),
    ),
    totals: z.object(campaignFigures).describe('Of all spend and all sign-ups; the rows add up to them.'),
    roasComplete: z
      .record(z.string(), z.boolean())
      .describe('Of the days of roas, whether all who signed up have been observed for so long.'),
    missingRates: z.array(z.object({ currency: z.string(), day: z.iso.date(), cost: z.number() })),
  }),
) {}
