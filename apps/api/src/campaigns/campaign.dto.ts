import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';
import { isStorable } from '../http/storable-text.js';

const text = (most: number) =>
  z.string().trim().max(most).refine(isStorable, 'holds a character that cannot be stored');
const url = text(2000).refine(
  (value) => value === '' || /^https?:\/\/[^\s]+$/i.test(value),
  'must be an http(s) address',
);

const fields = {
  name: text(500).min(1),
  aliases: z
    .array(text(500).min(1))
    .max(100)
    .describe('Other UTM values that mean this one; they count together.'),
  parentId: z
    .int()
    .nullable()
    .describe('The campaign of an ad group; the ad group or campaign of a creative.'),
};
const creativeFields = {
  type: text(50).describe('image, video, text, … of a creative.'),
  text: text(5000),
  imageUrl: url,
  linkUrl: url,
  tags: z.array(text(100).min(1)).max(50),
  audience: text(500),
};
const archived = z
  .boolean()
  .optional()
  .describe('Out of use: it stays in reports and leaves the lists of the UI.');
const made = { platform: text(100), externalId: text(200).describe('Id at the network.') };

export const newNodeSchema = z.strictObject({
  name: fields.name,
  ...z.object({ aliases: fields.aliases, parentId: fields.parentId, ...made, ...creativeFields }).partial()
    .shape,
});
export class NewCampaignNodeDto extends createZodDto(newNodeSchema) {}
export class ChangeCampaignNodeDto extends createZodDto(
  z.strictObject({
    ...z.object({ ...fields, ...creativeFields }).partial().shape,
    archived,
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}
export class MergeCampaignDto extends createZodDto(
  z.strictObject({
    into: z.int().nullable().describe('The one that it counts for from now on; null takes that back.'),
  }),
) {}
export class ConventionDto extends createZodDto(
  z.strictObject({
    template: text(500).describe(
      'How names are built, e.g. `{country}_{objective}_{audience}`; empty: no convention.',
    ),
  }),
) {}

const nodeSchema = z.object({
  id: z.int(),
  level: z.enum(['campaign', 'adGroup', 'creative']),
  ...fields,
  ...made,
  ...creativeFields,
  origin: z.enum(['hand', 'spend', 'event']).describe('What it was first known by.'),
  mergedInto: z.int().nullable(),
  archived: z.boolean(),
  parsed: z
    .record(z.string(), z.string())
    .nullable()
    .describe("By the project's convention; null where it does not fit."),
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type CampaignNodeView = z.infer<typeof nodeSchema>;
export class CampaignNodeDto extends createZodDto(nodeSchema) {}
export class CampaignNodePageDto extends createZodDto(pageOf(nodeSchema)) {}
