import { TRAFFIC } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const properties = z.record(z.string(), z.unknown());

export const personSchema = z.object({
  id: z.int(),
  personId: z.int(),
  distinctIds: z
    .array(z.string())
    .describe(
      'Users’ ids before those of devices, so that the first is the one to call them by; in a list the first 10, of one person the first 1000.',
    ),
  distinctIdCount: z.int().describe('How many there are.'),
  mergedPersonIds: z
    .array(z.int())
    .describe('People who count as this one by aliases that are active; see `persons/merges`.'),
  identified: z.boolean(),
  properties: properties.describe('Of all who count as this person, united.'),
  createdAt: z.iso.datetime().describe('When they were first heard of.'),
  events: z.int().describe('Events stored, of all who count as this person.'),
  firstSeen: z.iso.datetime().nullable().describe('Their first event; null where none is stored.'),
  lastSeen: z.iso.datetime().nullable(),
});
export type PersonView = z.infer<typeof personSchema>;
export class PersonDto extends createZodDto(personSchema) {}
export class PersonPageDto extends createZodDto(pageOf(personSchema)) {}

export class PersonEventsQueryDto extends createZodDto(
  z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z.string().max(400).optional().describe('`next` of the page before.'),
  }),
) {}

export class PersonEventsDto extends createZodDto(
  z.object({
    data: z.array(
      z.object({
        eventId: z.string(),
        event: z.string(),
        distinctId: z.string(),
        personId: z.int(),
        timestamp: z.string().describe('When it happened, ISO 8601 UTC.'),
        receivedAt: z.string(),
        platform: z.string(),
        country: z.string(),
        traffic: z.enum(TRAFFIC),
        properties,
      }),
    ),
    next: z.string().nullable().describe('Pass it as `after` for the page after this; null at the end.'),
  }),
) {}
