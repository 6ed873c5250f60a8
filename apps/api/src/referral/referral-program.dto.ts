import { REFERRAL_REASONS, isJunkId, localDate, referralDefinitionSchema } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { listQuerySchema, pageOf } from '../http/list-query.js';

const fields = { name: z.string().trim().min(1).max(200), definition: referralDefinitionSchema };

export class NewReferralProgramDto extends createZodDto(z.strictObject(fields)) {}

export class ChangeReferralProgramDto extends createZodDto(
  z.strictObject({
    ...z.object(fields).partial().shape,
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}

const programSchema = z.object({
  id: z.int(),
  name: z.string(),
  definition: referralDefinitionSchema,
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export class ReferralProgramDto extends createZodDto(programSchema) {}
export class ReferralProgramPageDto extends createZodDto(pageOf(programSchema)) {}

const days = { from: localDate, to: localDate };
export class ReferralDaysDto extends createZodDto(z.strictObject(days)) {}
export class ReferralListDto extends createZodDto(listQuerySchema.extend(days)) {}

const inviteeSchema = z.object({
  personId: z.int(),
  inviterId: z.int(),
  invitedAt: z.iso.datetime(),
  signedUpAt: z.iso.datetime(),
  activatedAt: z.iso.datetime().nullable(),
  reasons: z.array(z.enum(REFERRAL_REASONS)),
  cleared: z.boolean(),
});
export class ReferralInviteePageDto extends createZodDto(pageOf(inviteeSchema)) {}
export class ReferralInviterPageDto extends createZodDto(
  pageOf(z.object({ personId: z.int(), signups: z.int(), activated: z.int(), held: z.int() })),
) {}
export class ReferralBranchDto extends createZodDto(
  z.object({
    personId: z.int(),
    inviterId: z.int().nullable(),
    invitees: z.array(inviteeSchema.extend({ invitees: z.int() })),
  }),
) {}

export class ReferralClearanceDto extends createZodDto(
  z.strictObject({ note: z.string().trim().max(500).default('').describe('Why they may count.') }),
) {}

const distinctId = z
  .string()
  .min(1)
  .max(200)
  .refine((id) => !isJunkId(id), 'is an id that stands for nobody')
  .describe('Of the person who invites, as events name them.');
export class NewReferralCodeDto extends createZodDto(z.strictObject({ distinctId })) {}
const codeSchema = z.object({
  code: z.string(),
  distinctId: z.string(),
  path: z.string().describe("Path of the link on the collector's host."),
  createdAt: z.iso.datetime(),
});
export class ReferralCodeDto extends createZodDto(codeSchema) {}
export class ReferralCodePageDto extends createZodDto(pageOf(codeSchema)) {}
