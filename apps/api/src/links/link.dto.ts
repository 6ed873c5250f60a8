import { destinationSchema, linkCodeSchema, linkUtmSchema, localDate } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const fields = {
  name: z.string().trim().min(1).max(200),
  destination: destinationSchema.describe('https:// or http://; at most 2,000 characters.'),
  utm: linkUtmSchema.describe('Added to the address as utm_source, …'),
  enabled: z.boolean().describe('One that is off answers 410.'),
  expiresAt: z.iso.datetime({ offset: true }).nullable().describe('Instant from which on it answers 410.'),
};

export class NewLinkDto extends createZodDto(
  z.strictObject({
    ...fields,
    code: linkCodeSchema.optional().describe('In /l/{code}; made up where it is left out.'),
    utm: fields.utm.default({}),
    enabled: fields.enabled.default(true),
    expiresAt: fields.expiresAt.default(null),
  }),
) {}

export class ChangeLinkDto extends createZodDto(
  z.strictObject({
    ...z.object(fields).partial().shape,
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}

const linkSchema = z.object({
  id: z.int(),
  ...fields,
  destination: z.string(),
  code: z.string(),
  path: z.string().describe('/l/{code}'),
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type LinkView = z.infer<typeof linkSchema>;
export class LinkDto extends createZodDto(linkSchema) {}
export class LinkPageDto extends createZodDto(pageOf(linkSchema)) {}

export class QrQueryDto extends createZodDto(
  z.strictObject({
    format: z.enum(['svg', 'png']).default('svg'),
    size: z.coerce.number().int().min(64).max(2048).default(512).describe('Pixels of a side.'),
  }),
) {}

export class LinkStatsQueryDto extends createZodDto(
  z
    .strictObject({
      from: localDate.describe('First local day of the clicks.'),
      to: localDate.describe('Last one.'),
      event: z.string().min(1).max(200).default('Signed Up').describe('What makes a sign-up.'),
    })
    .refine(({ from, to }) => from <= to, { message: 'must not be before from', path: ['to'] })
    .refine(({ from, to }) => from >= '1971-01-01' && to < '2148-01-01', {
      message: 'must be 1971 to 2147',
      path: ['from'],
    }),
) {}

export class LinkStatsDto extends createZodDto(
  z.object({
    rows: z
      .array(
        z.object({
          linkId: z.int(),
          clicks: z.int().describe('Of people, not of bots.'),
          people: z.int(),
          signUps: z.int().describe('People who signed up within 30 days of a click.'),
        }),
      )
      .describe('Links without a click are not listed.'),
  }),
) {}
