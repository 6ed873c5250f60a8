import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const kind = z.enum(['write', 'client']).describe('`write` may only send events, `client` only read flags.');

export class NewKeyDto extends createZodDto(z.strictObject({ kind })) {}

export const keySchema = z.object({
  id: z.int(),
  kind,
  key: z.string(),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});
export type KeyView = z.infer<typeof keySchema>;
export class KeyDto extends createZodDto(keySchema) {}
export class KeyPageDto extends createZodDto(pageOf(keySchema)) {}
