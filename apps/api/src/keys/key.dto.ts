import { environmentSchema } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const kind = z.enum(['write', 'client']).describe('`write` may only send events, `client` only read flags.');

const forClients = {
  environment: environmentSchema.describe('Client keys: whose flags they read.'),
  remoteOnly: z
    .boolean()
    .describe('Client keys: rules are not given out, only what they come to for somebody.'),
  givesMembers: z
    .boolean()
    .describe(
      'Client keys that stay on servers: ids of members of targeted cohorts are given out with the rules.',
    ),
};

const name = z.string().trim().max(100).describe('What it is for.');

export class NewKeyDto extends createZodDto(
  z
    .strictObject({
      kind,
      name: name.default(''),
      environment: forClients.environment.default('production'),
      remoteOnly: forClients.remoteOnly.default(false),
      givesMembers: forClients.givesMembers.default(false),
    })
    .refine(({ remoteOnly, givesMembers }) => !(remoteOnly && givesMembers), {
      path: ['givesMembers'],
      message: 'a key that gives out no rules gives out no members: leave out one of the two',
    }),
) {}
export class ChangeKeyDto extends createZodDto(
  z
    .strictObject({
      name: name.optional(),
      revoked: z.literal(true, 'a revoked key stays revoked; make a new one').optional(),
    })
    .refine((change) => Object.keys(change).length > 0, 'name what to change: name or revoked'),
) {}
export type NewKey = z.infer<typeof NewKeyDto.schema>;

export const keySchema = z.object({
  id: z.int(),
  kind,
  name: z.string(),
  key: z.string(),
  ...forClients,
  usedAt: z.iso.datetime().nullable().describe('Client keys: when an SDK last came with it.'),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});
export type KeyView = z.infer<typeof keySchema>;
export class KeyDto extends createZodDto(keySchema) {}
export class KeyPageDto extends createZodDto(pageOf(keySchema)) {}
