import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class VerifyDto extends createZodDto(
  z.strictObject({
    repair: z
      .boolean()
      .default(false)
      .describe('Stores again what is missing and in the log, and makes rollups anew where they differ.'),
  }),
) {}
