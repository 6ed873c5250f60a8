import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const target = {
  personId: z.int().min(1).max(2_147_483_647).optional(),
  distinctId: z.string().min(1).max(200).optional().describe('Any id of the person, known yet or not.'),
};

export class RequestErasureDto extends createZodDto(
  z
    .strictObject({
      ...target,
      reason: z.string().trim().min(1).max(200).optional().describe('For the log; must not say who it is.'),
    })
    .refine(({ personId, distinctId }) => (personId === undefined) !== (distinctId === undefined), {
      message: 'give either personId or distinctId',
      path: ['personId'],
    }),
) {}

export const erasureSchema = z.object({
  id: z.int(),
  state: z.enum(['requested', 'running', 'done', 'failed']),
  reason: z.string().nullable(),
  requestedBy: z.int().nullable().describe('User id of the member who asked.'),
  requestedByEmail: z.string().nullable().describe('Null for an account that is gone.'),
  requestedAt: z.iso.datetime(),
  receivedUntil: z.iso.datetime().nullable().describe('What was received until then is erased.'),
  finishedAt: z.iso.datetime().nullable(),
  eventsRemoved: z.int().nullable().describe('Null until they are counted.'),
  rowsRemoved: z.int().nullable().describe('Of all tables, events and rows of rollups included.'),
  error: z.string().nullable(),
});
export type ErasureView = z.infer<typeof erasureSchema>;
export class ErasureDto extends createZodDto(erasureSchema) {}
export class ErasurePageDto extends createZodDto(pageOf(erasureSchema)) {}
export class RequestedErasureDto extends createZodDto(erasureSchema.extend({ erasureId: z.int() })) {}
