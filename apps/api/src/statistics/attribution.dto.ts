import { ATTRIBUTION_MODELS, attributionCalculationSchema } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class AttributionCalculationDto extends createZodDto(attributionCalculationSchema) {}

export class AttributionCalculationAnswerDto extends createZodDto(
  z.object({
    model: z.enum(ATTRIBUTION_MODELS),
    rows: z.array(
      z.object({
        channel: z.string().describe('(unattributed): conversions without a touch.'),
        conversions: z.number().describe('Of a game: the Shapley value.'),
        revenue: z.number(),
        removalEffect: z
          .number()
          .optional()
          .describe('Under markov: the part of the chance to convert that is lost without the channel.'),
      }),
    ),
    totals: z.object({ conversions: z.number(), nulls: z.number(), revenue: z.number() }),
    conversionProbability: z
      .number()
      .optional()
      .describe('Under markov: conversions / (conversions + nulls).'),
  }),
) {}
