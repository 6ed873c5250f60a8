import { PEOPLE_CELLS, peoplePageSchema } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { QUERY_SCHEMAS } from './query.dto.js';

const cells = Object.entries(PEOPLE_CELLS).map(([kind, cell]) => cell.describe(`Of ${kind}.`));

export class PeopleQueryDto extends createZodDto(
  z
    .strictObject({
      kind: z.literal('people'),
      query: z
        .union(Object.keys(PEOPLE_CELLS).map((kind) => QUERY_SCHEMAS[kind as keyof typeof PEOPLE_CELLS]))
        .describe('The question whose answer has the cell.'),
      cell: z
        .union(cells)
        .describe(
          'Which number: the fields that name its row or cell in the answer, e.g. {"bucket": "2025-01-01"}.',
        ),
      ...peoplePageSchema.shape,
    })
    .describe(
      'The people behind a number of another question. The fields of that question may also stand beside `cell`, with its kind as `of`.',
    ),
) {}

export class PeopleAnswerDto extends createZodDto(
  z.object({
    kind: z.literal('people'),
    timeZone: z.string(),
    source: z.enum(['rollup', 'events']),
    computedAt: z.iso.datetime(),
    tookMs: z.number(),
    rawFrom: z.iso.date().optional(),
    data: z.array(
      z.object({
        personId: z.int(),
        distinctIds: z.array(z.string()).describe('The first 10.'),
        firstSeen: z.iso.datetime().nullable(),
        lastSeen: z.iso.datetime().nullable(),
        properties: z.record(z.string(), z.unknown()),
      }),
    ),
    total: z.int().describe('The number in the cell.'),
    page: z.int(),
    perPage: z.int(),
  }),
) {}
