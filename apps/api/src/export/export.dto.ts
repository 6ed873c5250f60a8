import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class ExportEventsQueryDto extends createZodDto(
  z
    .strictObject({
      from: z.iso.date().describe("First day, in the project's time zone."),
      to: z.iso.date().describe('Last day; it is in it.'),
      event: z.string().min(1).max(200).optional(),
    })
    .refine(({ from, to }) => from <= to, { message: 'must not be before from', path: ['to'] }),
) {}
