import { z } from 'zod';

/** Click ids that networks put into landing URLs, and that of tracking links. */
export const CHANNEL_CLICK_IDS = [
  'gclid',
  'gbraid',
  'wbraid',
  'msclkid',
  'bd_vid',
  'ttclid',
  'gdt_vid',
  'qz_gdt',
  'clickid',
  'fbclid',
  'gs_click',
] as const;

/**
 * What a condition looks at. `source` is `utm_source`, else the network of the click id, else the host of the referrer;
 * `network` that of the click id; `clickId` the names of the click ids that are there; hosts are without `www.`.
 */
export const CHANNEL_FIELDS = [
  'source',
  'utmSource',
  'utmMedium',
  'utmCampaign',
  'network',
  'clickId',
  'referrerHost',
  'landingHost',
  'landingPath',
] as const;

/**
 * `is`: the whole text, where `*` stands for any characters. `isNamed`: a whole name or labels of a host that lie together, as
 * `google` in `www.google.co.uk`. Letters A to Z count as a to z.
 */
export const CHANNEL_OPERATORS = ['is', 'isNot', 'isNamed', 'isSet', 'isNotSet'] as const;

export type ChannelField = (typeof CHANNEL_FIELDS)[number];
export type ChannelOperator = (typeof CHANNEL_OPERATORS)[number];

const VALUES = 100;
const value = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\p{Cc}|\p{Surrogate}/u.test(text), {
    message: 'must not hold control characters or halves of characters',
  });

export const channelConditionSchema = z
  .strictObject({
    field: z.enum(CHANNEL_FIELDS),
    operator: z.enum(CHANNEL_OPERATORS),
    /** One of them; none for `isSet` and `isNotSet`. */
    values: z.array(value).max(VALUES).default([]),
  })
  .superRefine(({ field, operator, values }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const asksNone = operator === 'isSet' || operator === 'isNotSet';
    if (asksNone && values.length > 0) refuse('values', `must be empty for ${operator}`);
    if (!asksNone && values.length === 0) refuse('values', 'must have at least one value');
    if (field !== 'clickId' || asksNone) return;
    if (operator === 'isNamed') refuse('operator', 'must be is, isNot, isSet or isNotSet for click ids');
    const known: readonly string[] = CHANNEL_CLICK_IDS;
    if (!values.every((name) => known.includes(name))) {
      refuse('values', `must be names of click ids: ${known.join(', ')}`);
    }
  });
export type ChannelCondition = z.infer<typeof channelConditionSchema>;

export const channelKeySchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must begin with a letter a-z and have at most 40 of a-z, 0-9 and _');

/** The channel of the arrivals for which all conditions hold. */
export const channelRuleSchema = z.strictObject({
  channel: channelKeySchema,
  conditions: z.array(channelConditionSchema).min(1).max(10),
});
export type ChannelRule = z.infer<typeof channelRuleSchema>;

/** How a channel is called on pages. */
export const channelNameSchema = z.strictObject({
  key: channelKeySchema,
  en: z.string().trim().min(1).max(60),
  zh: z.string().trim().min(1).max(60),
});
export type ChannelName = z.infer<typeof channelNameSchema>;

const RULES = 100;
export const channelRuleSetSchema = z
  .strictObject({
    /** The first that holds decides. */
    rules: z.array(channelRuleSchema).max(RULES),
    /** Of channels that have no name of their own in the product, or another one here. */
    names: z.array(channelNameSchema).max(RULES).default([]),
  })
  .superRefine(({ names }, context) => {
    const keys = names.map(({ key }) => key);
    keys.forEach((key, index) => {
      if (keys.indexOf(key) !== index) {
        context.addIssue({ code: 'custom', path: ['names', index, 'key'], message: 'is named twice' });
      }
    });
  });
export type ChannelRuleSet = z.infer<typeof channelRuleSetSchema>;

/** What the test of rules asks. */
export interface ChannelTrial {
  channel: string;
  /** Place of the rule from 0; null: no rule, what is left. */
  rule: number | null;
  /** What the rules saw. */
  seen: Record<Exclude<ChannelField, 'clickId'>, string> & { clickIds: string[] };
}
