import { REWARD_ACTS, REWARD_SIDES, REWARD_STATES } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../../http/list-query.js';

const paging = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  perPage: z.coerce.number().int().min(1).max(1000).default(25),
};
export class RewardListDto extends createZodDto(
  z.strictObject({
    ...paging,
    state: z.enum(REWARD_STATES).optional(),
    side: z.enum(REWARD_SIDES).optional(),
    personId: z.coerce.number().int().min(1).optional().describe('Who gets it.'),
  }),
) {}
export class RewardBalanceListDto extends createZodDto(z.strictObject(paging)) {}

const rewardSchema = z.object({
  inviteeId: z.int().describe('Whose activation earned it; below zero for somebody who was erased since.'),
  side: z.enum(REWARD_SIDES),
  personId: z.int().describe('Who gets it.'),
  amount: z.int(),
  state: z.enum(REWARD_STATES),
  reason: z.string().describe('Why it is in its state.'),
  earnedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
});
const totalsSchema = z.object({
  escrow: z.number().describe('Units that are earned or held.'),
  released: z.number().describe('Units that may be paid.'),
  counts: z.record(z.enum(REWARD_STATES), z.int()),
});
export class RewardPageDto extends createZodDto(
  pageOf(rewardSchema).extend({
    unit: z.string().nullable().describe('Null: the programme gives no rewards any more.'),
    totals: totalsSchema.describe('Of all rewards of the programme.'),
  }),
) {}
export class RewardBalancePageDto extends createZodDto(
  pageOf(z.object({ personId: z.int(), escrow: z.number(), released: z.number() })),
) {}
export class RewardEntriesDto extends createZodDto(
  z.object({
    data: z.array(
      z.object({
        step: z.int(),
        state: z.enum(REWARD_STATES),
        reason: z.string(),
        personId: z.int(),
        escrow: z.int().describe('Added to what lies in escrow.'),
        released: z.int().describe('Added to what may be paid.'),
        email: z.string().nullable().describe('The member who decided it.'),
        note: z.string(),
        createdAt: z.iso.datetime(),
      }),
    ),
    total: z.int(),
  }),
) {}
export class SettledDto extends createZodDto(
  z.object({ added: z.int().describe('Lines that were added to the ledger.') }),
) {}
export class RewardActDto extends createZodDto(
  z.strictObject({
    act: z.enum(REWARD_ACTS).describe('`reopen` takes back what a member decided.'),
    note: z.string().trim().max(500).default('').describe('Why; kept in the ledger.'),
  }),
) {}
