import {
  CHANNEL_FIELDS,
  channelNameSchema,
  channelRuleSchema,
  channelRuleSetSchema,
} from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const version = z.int().min(1).describe('Of the project; 409 when it is not the latest.');

export class ChannelRulesDto extends createZodDto(
  z.object({
    isDefault: z.boolean().describe('Whether these are the rules of the product.'),
    rules: z.array(channelRuleSchema).describe('The first that holds decides.'),
    names: z.array(channelNameSchema).describe('Of the channels, those of the product among them.'),
    ownNames: z.array(channelNameSchema).describe('Those that the project gave.'),
    version,
  }),
) {}

export class ChangeChannelRulesDto extends createZodDto(
  channelRuleSetSchema.safeExtend({ version: version.optional() }),
) {}

const address = z.string().trim().max(4_000);
export class ChannelTrialDto extends createZodDto(
  z.strictObject({
    url: address.describe('Of the page that is seen first, with its query.'),
    referrer: address.default(''),
    rules: channelRuleSetSchema.shape.rules.optional().describe('Absent: those that the project has.'),
  }),
) {}

const text = z.string();
const { clickId: _, ...texts } = Object.fromEntries(CHANNEL_FIELDS.map((field) => [field, text]));
export class ChannelTrialAnswerDto extends createZodDto(
  z.object({
    channel: z.string(),
    rule: z.int().nullable().describe('Place of the rule from 0; null: no rule, what is left.'),
    seen: z.object({ ...texts, clickIds: z.array(text) }).describe('What the rules saw.'),
  }),
) {}
