import { ROLES } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const instant = z.iso.datetime();
/** Longer ones would only make hashing slow. */
export const newPassword = z.string().min(8, 'must have at least 8 characters').max(200);

export class LoginDto extends createZodDto(
  z.strictObject({ email: z.string().min(1).max(320), password: z.string().min(1).max(200) }),
) {}

const membership = z.object({ projectId: z.int(), role: z.enum(ROLES) });
const account = z.object({ id: z.int(), email: z.string(), name: z.string() });

export class MeDto extends createZodDto(account.extend({ memberships: z.array(membership) })) {}

export class LoginAnswerDto extends createZodDto(
  z.object({
    accessToken: z.string().describe('For "Authorization: Bearer …"; ends with the session.'),
    expiresAt: instant,
    user: account.extend({ memberships: z.array(membership) }),
  }),
) {}

export class ChangeMeDto extends createZodDto(
  z
    .strictObject({
      name: z.string().trim().min(1).max(200).optional(),
      password: newPassword.optional(),
      currentPassword: z.string().max(200).optional(),
    })
    .refine((change) => change.password === undefined || change.currentPassword !== undefined, {
      path: ['currentPassword'],
      message: 'give the current password to set a new one',
    }),
) {}

export class NewApiTokenDto extends createZodDto(
  z.strictObject({
    name: z.string().trim().min(1).max(200),
    scopes: z
      .array(z.enum(['read', 'write']))
      .min(1)
      .max(2)
      .default(['read', 'write']),
    expiresAt: instant.nullable().default(null),
  }),
) {}

const apiToken = z.object({
  id: z.int(),
  name: z.string(),
  scopes: z.array(z.string()),
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  createdAt: instant,
});
export type ApiTokenView = z.infer<typeof apiToken>;

export class ApiTokenListDto extends createZodDto(z.object({ data: z.array(apiToken), total: z.int() })) {}
export class CreatedApiTokenDto extends createZodDto(
  apiToken.extend({ token: z.string().describe('Shown this once.') }),
) {}
