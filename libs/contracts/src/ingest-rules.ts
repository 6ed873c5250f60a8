import { z } from 'zod';

/** What an event that a rule of the project calls internal shows. Texts compare without regard to case. */
const operator = z.enum(['equals', 'contains', 'startsWith', 'endsWith']);
const text = z.string().trim().min(1, 'must not be empty').max(200);

const addressOrRange = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
  .or(z.never('must be an IP address or a range such as 203.0.113.0/24'));

const ofUserId = z.strictObject({ field: z.literal('userId'), operator, value: text });
const ofEmailDomain = z.strictObject({
  field: z.literal('emailDomain'),
  operator: z.literal('equals'),
  value: z
    .string()
    .trim()
    .max(200)
    .regex(/^(?!@)[^\s@/]+\.[^\s@/.]+$/, 'must be a domain such as example.com, without the @'),
});
const ofIp = z.strictObject({
  field: z.literal('ip'),
  operator: z.literal('inRange'),
  value: addressOrRange,
});
const ofProperty = z.strictObject({
  field: z.string().regex(/^properties\.[^\0]{1,200}$/, 'must be userId, emailDomain, ip or properties.NAME'),
  operator,
  value: text,
});

/** Events that any of these fits are internal traffic. */
export const internalRuleSchema = z.union([ofUserId, ofEmailDomain, ofIp, ofProperty]);
export type InternalRule = z.infer<typeof internalRuleSchema>;
export const INTERNAL_RULE_OPERATORS = operator.options;

/** `drop` takes the value away, `hash` puts a keyed digest in its place: equal values stay equal. */
export const PRIVACY_ACTIONS = ['drop', 'hash'] as const;
export const privacyRuleSchema = z.strictObject({
  path: z.string().regex(/^(properties|traits)\.[^\0]{1,200}$/, 'must be properties.NAME or traits.NAME'),
  action: z.enum(PRIVACY_ACTIONS),
});
export type PrivacyRule = z.infer<typeof privacyRuleSchema>;

/** What the collector does to a project's events before they enter the log; from then on, not to what is stored. */
export interface IngestRules {
  /** Keep the IP address, as `properties.$ip`. Without, it is used for the country and the rules, then dropped. */
  keepIp: boolean;
  internalRules: InternalRule[];
  privacyRules: PrivacyRule[];
}
