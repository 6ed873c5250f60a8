import { METRIC_DIRECTIONS, metricDefinitionSchema } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const fields = {
  name: z.string().trim().min(1).max(200),
  description: z.string().trim().max(2000),
  definition: metricDefinitionSchema.describe('What is read of the events of a person.'),
  direction: z.enum(METRIC_DIRECTIONS).describe('Which way is good.'),
};

export class NewMetricDto extends createZodDto(
  z.strictObject({
    ...fields,
    description: fields.description.default(''),
    direction: fields.direction.default('up'),
  }),
) {}

export class ChangeMetricDto extends createZodDto(
  z.strictObject({
    ...z.object(fields).partial().shape,
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}

const metricSchema = z.object({
  id: z.int(),
  ...fields,
  archivedAt: z.iso.datetime().nullable().describe('From then on no new experiment or guard takes it.'),
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type MetricView = z.infer<typeof metricSchema>;
export class MetricDto extends createZodDto(metricSchema) {}
export class MetricPageDto extends createZodDto(pageOf(metricSchema)) {}
