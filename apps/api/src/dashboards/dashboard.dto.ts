import { REPORT_DISPLAYS, TILE_WIDTHS } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';
import { version } from '../reports/report.dto.js';

const name = z.string().trim().min(1).max(200);
const width = z.enum(TILE_WIDTHS);
const tiles = z
  .array(z.strictObject({ reportId: z.int().min(1), width: width.default('half') }))
  .max(50)
  .describe('Saved reports in their order.');

export class NewDashboardDto extends createZodDto(z.strictObject({ name, tiles: tiles.default([]) })) {}
export class ChangeDashboardDto extends createZodDto(
  z.strictObject({ name: name.optional(), tiles: tiles.optional(), version }),
) {}

const dashboardSchema = z.object({
  id: z.int(),
  name,
  tiles,
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type DashboardView = z.infer<typeof dashboardSchema>;
export class DashboardDto extends createZodDto(dashboardSchema) {}
export class DashboardPageDto extends createZodDto(pageOf(dashboardSchema)) {}

const share = { id: z.int(), createdAt: z.iso.datetime(), revokedAt: z.iso.datetime().nullable() };
const shareSchema = z.object(share);
export type ShareView = z.infer<typeof shareSchema>;
export class SharesDto extends createZodDto(pageOf(shareSchema)) {}
export class CreatedShareDto extends createZodDto(
  z.object({
    ...share,
    token: z.string().describe('Shown this once; only its hash is kept.'),
    path: z.string().describe('Of the page that shows the dashboard to whoever has it.'),
  }),
) {}

export class SharedDashboardDto extends createZodDto(
  z.object({
    name,
    project: z.object({ name: z.string(), timeZone: z.string(), lastDay: z.iso.date().nullable() }),
    tiles: z.array(
      z.object({
        reportId: z.int(),
        name,
        kind: z.string(),
        display: z.enum(REPORT_DISPLAYS),
        width,
        interval: z.string().nullable(),
        window: z.int().nullable(),
        breakdown: z.string().nullable(),
        order: z.string().nullable().describe('Of a funnel.'),
        brackets: z
          .array(z.tuple([z.int(), z.int()]))
          .nullable()
          .describe('Of a retention by brackets.'),
      }),
    ),
  }),
) {}
