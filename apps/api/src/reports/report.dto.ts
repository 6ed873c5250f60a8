import { REPORT_DISPLAYS } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const name = z.string().trim().min(1).max(200);
const query = z
  .record(z.string(), z.unknown())
  .describe('As `POST /query` takes it, by the contract of its kind.');
const lastDays = z
  .int()
  .min(1)
  .max(3_700)
  .nullable()
  .describe('So many days up to the last with data, instead of from and to of the query; null keeps those.');
const display = z.enum(REPORT_DISPLAYS);
export const version = z
  .int()
  .min(1)
  .optional()
  .describe('The version that was read; 409 when it is not the latest.');

export class NewReportDto extends createZodDto(
  z.strictObject({ name, query, lastDays: lastDays.default(null), display: display.default('chart') }),
) {}
export class ChangeReportDto extends createZodDto(
  z.strictObject({
    name: name.optional(),
    query: query.optional(),
    lastDays: lastDays.optional(),
    display: display.optional(),
    version,
  }),
) {}

const reportSchema = z.object({
  id: z.int(),
  name,
  kind: z.string(),
  query,
  lastDays,
  display,
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type ReportView = z.infer<typeof reportSchema>;
export class ReportDto extends createZodDto(reportSchema) {}
export class ReportPageDto extends createZodDto(pageOf(reportSchema)) {}
