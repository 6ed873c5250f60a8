import { z } from 'zod';
import {
  ATTRIBUTION_MODELS,
  type AttributionModel,
  halfLifeDaysSchema,
  lookbackDaysSchema,
  repeatsSchema,
} from '../attribution-models.js';

const channel = z.string().min(1).max(500);
const instant = z.iso.datetime({ offset: true });

const touchSchema = z.union([
  channel,
  z.strictObject({
    channel,
    at: instant.optional().describe('When it was; asked for where the path has `convertedAt`.'),
    ageDays: z.number().min(0).optional().describe('Without `at`: days from the touch to the conversion.'),
    order: z
      .int()
      .optional()
      .describe('Place in the order of ingestion: decides between touches of one instant.'),
    id: z.string().max(200).optional().describe('Decides between touches that are equal in both.'),
  }),
]);

const pathSchema = z
  .strictObject({
    touches: z
      .array(touchSchema)
      .max(1_000)
      .describe('First to last; with `convertedAt` in any order, as they are put in order of time then.'),
    convertedAt: instant
      .optional()
      .describe(
        'Instant of the conversion, or of the end of a path without one. Touches outside the window are left out.',
      ),
    conversions: z
      .number()
      .min(0)
      .optional()
      .describe('How often it converted; 1, or 0 where `nulls` are given.'),
    nulls: z.number().min(0).default(0).describe('How often it did not; Markov asks for it.'),
    revenue: z.number().default(0).describe('Of all its conversions together.'),
  })
  .refine(({ conversions, nulls, revenue }) => (conversions ?? (nulls > 0 ? 0 : 1)) > 0 || revenue === 0, {
    path: ['revenue'],
    message: 'must be 0 where the path has no conversions',
  });

const coalitionSchema = z.strictObject({ channels: z.array(channel).max(100), value: z.number() });

/** One calculation on given paths, or the Shapley values of a given game. */
export const attributionCalculationSchema = z
  .strictObject({
    model: z.enum(ATTRIBUTION_MODELS),
    paths: z.array(pathSchema).min(1).max(200_000).optional(),
    coalitions: z
      .array(coalitionSchema)
      .min(1)
      .max(70_000)
      .optional()
      .describe('In place of paths, for shapley: what every coalition is worth.'),
    lookbackDays: lookbackDaysSchema.optional().describe('Of paths with `convertedAt`; absent: no limit.'),
    halfLifeDays: halfLifeDaysSchema,
    repeats: repeatsSchema,
    direct: z
      .array(channel)
      .max(100)
      .default(['direct', '(direct)'])
      .describe('Channels that are direct traffic.'),
  })
  .refine(({ paths, coalitions }) => (paths === undefined) !== (coalitions === undefined), {
    path: ['paths'],
    message: 'give either paths or coalitions',
  })
  .refine(({ model, coalitions }) => coalitions === undefined || model === 'shapley', {
    path: ['coalitions'],
    message: 'go with model shapley alone',
  });
export type AttributionCalculation = z.infer<typeof attributionCalculationSchema>;

export interface AttributionCalculationAnswer {
  model: AttributionModel;
  rows: {
    channel: string;
    /** Of a game: the Shapley value. */
    conversions: number;
    revenue: number;
    /** Under markov: the part of the chance to convert that is lost without the channel. */
    removalEffect?: number;
  }[];
  totals: { conversions: number; nulls: number; revenue: number };
  /** Under markov: conversions / (conversions + nulls). */
  conversionProbability?: number;
}
