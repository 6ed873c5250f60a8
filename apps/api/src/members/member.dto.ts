import { ROLES } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { newPassword } from '../auth/auth.dto.js';
import { pageOf } from '../http/list-query.js';

const role = z.enum(ROLES);

export class NewMemberDto extends createZodDto(
  z.strictObject({
    email: z.email().max(320),
    name: z.string().trim().min(1).max(200).optional(),
    role,
    password: newPassword.optional().describe('For a new account; without it one is made and returned once.'),
  }),
) {}

export class ChangeMemberDto extends createZodDto(z.strictObject({ role })) {}

export const memberSchema = z.object({
  id: z.int().describe("The person's user id."),
  email: z.string(),
  name: z.string(),
  role,
  createdAt: z.iso.datetime(),
});
export type MemberView = z.infer<typeof memberSchema>;
export class MemberDto extends createZodDto(memberSchema) {}
export class MemberPageDto extends createZodDto(pageOf(memberSchema)) {}
export class AddedMemberDto extends createZodDto(
  memberSchema.extend({
    password: z.string().optional().describe('Made for a new account; shown this once.'),
  }),
) {}
