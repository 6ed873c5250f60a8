import { z } from 'zod';

export const INTERNAL_OPERATORS = ['equals', 'contains', 'startsWith', 'endsWith', 'inRange'] as const;
const TEXT_OPERATORS: readonly string[] = INTERNAL_OPERATORS.filter((operator) => operator !== 'inRange');

const DOMAIN = /^[^\s@/]+\.[^\s@/.]+$/;
const PROPERTY = /^properties\.[^\0]{1,200}$/;
const addressOrRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

interface Rule {
  field: string;
  operator: (typeof INTERNAL_OPERATORS)[number];
  value: string;
}

/** What is wrong with a rule, by the part that is; each field has operators and values of its own. */
function faultsOf({ field, operator, value }: Rule): Partial<Record<keyof Rule, string>> {
  if (field === 'ip') {
    if (operator !== 'inRange') return { operator: 'must be inRange for ip' };
    const isRange = addressOrRange.safeParse(value).success;
    return isRange ? {} : { value: 'must be an IP address or a range such as 203.0.113.0/24' };
  }
  if (field === 'emailDomain') {
    if (operator !== 'equals') return { operator: 'must be equals for emailDomain' };
    return DOMAIN.test(value) ? {} : { value: 'must be a domain such as example.com, without the @' };
  }
  if (field !== 'userId' && !PROPERTY.test(field)) {
    return { field: 'must be userId, emailDomain, ip or properties.NAME' };
  }
  return TEXT_OPERATORS.includes(operator) ? {} : { operator: `must be one of ${TEXT_OPERATORS.join(', ')}` };
}

/**
 * Events that fit it are internal traffic. `field` is `userId`, `emailDomain`, `ip` or `properties.NAME`; texts compare
 * without regard to case.
 */
export const internalRuleSchema = z
  .strictObject({
    field: z.string().max(220),
    operator: z.enum(INTERNAL_OPERATORS),
    value: z.string().trim().min(1, 'must not be empty').max(200),
  })
  .superRefine((rule, context) => {
    for (const [part, message] of Object.entries(faultsOf(rule))) {
      context.addIssue({ code: 'custom', path: [part], message });
    }
  });
export type InternalRule = z.infer<typeof internalRuleSchema>;

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
