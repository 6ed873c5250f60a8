import { z } from 'zod';
import type { Problem } from './problem.js';

/** A row of a file that is not taken. */
export const refusedRowSchema = z.object({
  line: z.int().describe('Of the file, from 1; of a workbook as Excel numbers it.'),
  reason: z.string(),
  code: z.string().optional().describe('Of the reason, as of a problem.'),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type RefusedRow = Pick<z.infer<typeof refusedRowSchema>, 'line' | 'reason'> &
  Pick<Problem, 'code' | 'values'>;

const sampledSpendSchema = z.object({
  campaign: z.string(),
  campaignId: z.string(),
  adGroup: z.string(),
  adGroupId: z.string(),
  creative: z.string(),
  creativeId: z.string(),
  level: z.enum(['campaign', 'adGroup', 'creative']),
  levelId: z.string(),
  day: z.string(),
  currency: z.string(),
  cost: z.number(),
  impressions: z.number(),
  clicks: z.number(),
  installs: z.number(),
  reach: z.number(),
});
/** A figure as it would be stored. */
export type SampledSpend = z.infer<typeof sampledSpendSchema>;

/** What was found in a file of spend and became of it. */
export const spendOutcomeSchema = z.object({
  platform: z.string(),
  rows: z.int().describe('Lines of the file below its header.'),
  accepted: z.int().describe('Figures: of a level, a day and a currency.'),
  replaced: z.int().describe('Of these: in the place of one that was there.'),
  summed: z.int().describe('Lines that were added to one of the same level and day (segments).'),
  totalRows: z.int().describe('Lines that sum up others, left out.'),
  masked: z.int().describe('Cells such as <5, counted as 0.'),
  rejected: z.int(),
  rejectedRows: z.array(refusedRowSchema),
});

/** The same before anything is stored. */
export const spendPreviewSchema = z.object({
  ...spendOutcomeSchema.shape,
  delimiter: z.string().describe('Empty for a workbook.'),
  sheet: z.string().nullable().describe('Of a workbook: the one that is read.'),
  decimalMark: z.string(),
  columns: z.record(z.string(), z.string()).describe('What each column was taken for.'),
  sums: z.array(
    z.object({ currency: z.string(), cost: z.number(), impressions: z.number(), clicks: z.number() }),
  ),
  from: z.string().nullable(),
  to: z.string().nullable(),
  missingRates: z
    .array(z.object({ currency: z.string(), days: z.int() }))
    .describe("Days without a rate to the project's currency."),
  sample: z.array(sampledSpendSchema),
});
export type SpendPreview = Omit<z.infer<typeof spendPreviewSchema>, 'rejectedRows'> & {
  rejectedRows: RefusedRow[];
};
