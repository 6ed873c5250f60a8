import { eventEditsSchema } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { codedReason } from '../http/coded-reason.js';
import { filterSchema } from '../http/list-query.js';

/** Letters that one replay takes; what is beyond them is left for the next. */
export const MOST_LETTERS = 20_000;
/** Letters that a preview looks at. */
export const PREVIEWED_LETTERS = 1_000;

export class ReplayDto extends createZodDto(
  z.strictObject({
    filter: filterSchema
      .default({})
      .describe('Which letters, as in the list: {"reason":"late","q":"text"}; absent: all of the project.'),
    edits: eventEditsSchema
      .default([])
      .describe('Made in their order: set, remove, rename, copy a field, read a time.'),
  }),
) {}

const json = z.record(z.string(), z.unknown());
const failing = z
  .array(z.object({ reason: z.string(), ...codedReason, letters: z.int() }))
  .describe('Why letters would fail again, most frequent first.');

export class ReplayPreviewDto extends createZodDto(
  z.object({
    total: z.int().describe('Letters that the filter keeps and no replay has yet.'),
    checked: z.int().describe(`How many of them were looked at: the oldest ${PREVIEWED_LETTERS} at most.`),
    passing: z.int(),
    failing,
    sample: z.array(
      z.object({
        id: z.string(),
        before: json.nullable().describe('Null where the record is no JSON object.'),
        after: json.nullable().describe('Null where the edits could not be made.'),
        reason: z.string().nullable().describe('Null where it would pass.'),
        ...codedReason,
      }),
    ),
  }),
) {}
export type ReplayPreview = z.infer<typeof ReplayPreviewDto.schema>;

export class StartedReplayDto extends createZodDto(
  z.object({
    importId: z
      .uuid()
      .nullable()
      .describe('Its progress is that of this import; null where no letter passes.'),
    replayed: z.int().describe('Letters that go into the log.'),
    failing,
    left: z.int().describe(`Letters beyond the ${MOST_LETTERS} of one replay.`),
  }),
) {}
export type StartedReplay = z.infer<typeof StartedReplayDto.schema>;
