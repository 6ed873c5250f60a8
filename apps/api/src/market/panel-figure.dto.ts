import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

export class PanelCsvDto extends createZodDto(
  z.strictObject({
    csv: z
      .string()
      .min(1)
      .describe(
        'The file, with a header: subject,metric,date,value,source. Also accepted as a body, text/csv or .xlsx.',
      ),
  }),
) {}

const figure = {
  subject: z.string(),
  metric: z.string(),
  date: z.iso.date(),
  value: z.number(),
  source: z.string(),
};

const refused = {
  rows: z.int(),
  accepted: z.int(),
  replaced: z
    .int()
    .describe('Of the accepted: figures that take the place of one for the same subject, metric and date.'),
  rejected: z.int(),
  rejectedSample: z.array(z.object({ line: z.int(), reason: z.string() })).describe('The first 100.'),
};

const previewSchema = z.object({
  ...refused,
  sample: z.array(z.object(figure)).describe('The first 20 figures as they would be stored.'),
});
export type PanelPreview = z.infer<typeof previewSchema>;
export class PanelPreviewDto extends createZodDto(previewSchema) {}

const importSchema = z.object(refused);
export type PanelImport = z.infer<typeof importSchema>;
export class PanelImportDto extends createZodDto(importSchema) {}

const viewSchema = z.object({ id: z.int(), ...figure, updatedAt: z.iso.datetime() });
export type PanelFigureView = z.infer<typeof viewSchema>;
export class PanelFigureDto extends createZodDto(viewSchema) {}
export class PanelFigurePageDto extends createZodDto(pageOf(viewSchema)) {}

const metricSchema = z.object({
  metric: z.string(),
  subjects: z.array(z.string()),
  figures: z.int(),
  from: z.iso.date(),
  to: z.iso.date(),
});
export type PanelMetric = z.infer<typeof metricSchema>;
export class PanelMetricsDto extends createZodDto(
  z.object({ data: z.array(metricSchema), total: z.int() }),
) {}
