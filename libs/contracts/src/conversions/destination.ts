import { z } from 'zod';
import { filtersSchema } from '../queries/query-common.js';

export const AD_NETWORKS = ['meta', 'google', 'tiktok', 'baidu', 'tencent', 'oceanengine'] as const;
export type AdNetwork = (typeof AD_NETWORKS)[number];

/** Networks that can be sent events which they check and do not count. */
export const NETWORKS_WITH_TESTS: readonly AdNetwork[] = ['meta', 'google', 'tiktok'];

/** The oldest conversion that is sent, in days: what the network takes at most, and what is usual. */
export const CONVERSION_AGE_DAYS: Record<AdNetwork, { most: number; usual: number }> = {
  meta: { most: 7, usual: 7 },
  google: { most: 90, usual: 90 },
  tiktok: { most: 28, usual: 7 },
  baidu: { most: 30, usual: 7 },
  tencent: { most: 30, usual: 7 },
  oceanengine: { most: 30, usual: 7 },
};

const digits = (what: string, most = 30) =>
  z.string().regex(new RegExp(`^\\d{1,${most}}$`), `must be ${what}, digits alone`);
const code = z.string().trim().min(1).max(100);
const testEventCode = code.optional();
const secret = z.string().trim().min(1).max(5000);

/** What a network asks to be told besides the events; no secrets. */
export const NETWORK_SETTINGS = {
  meta: z.strictObject({ pixelId: digits('the data set (pixel) ID'), testEventCode }),
  google: z.strictObject({
    accountId: digits('the customer ID without hyphens', 10),
    loginAccountId: digits('the manager account’s ID without hyphens', 10).optional(),
  }),
  tiktok: z.strictObject({ eventSourceId: code, testEventCode }),
  baidu: z.strictObject({
    landingUrl: z.url({ protocol: /^https?$/, error: 'must be https://… or http://…' }).max(500),
  }),
  tencent: z.strictObject({
    accountId: digits('the account ID'),
    userActionSetId: digits('the data source ID'),
  }),
  oceanengine: z.strictObject({}),
} satisfies Record<AdNetwork, z.ZodType>;
export type NetworkSettings<N extends AdNetwork> = z.infer<(typeof NETWORK_SETTINGS)[N]>;

function isServiceAccount(text: string): boolean {
  try {
    const { client_email: email, private_key: key } = JSON.parse(text) as Record<string, unknown>;
    return typeof email === 'string' && typeof key === 'string';
  } catch {
    return false;
  }
}

/** Of a user who agreed (OAuth), or of a service account. */
const googleCredentials = z
  .strictObject({
    clientId: secret.optional(),
    clientSecret: secret.optional(),
    refreshToken: secret.optional(),
    serviceAccount: secret
      .refine(
        isServiceAccount,
        'must be the key file of a service account, JSON with client_email and private_key',
      )
      .optional(),
  })
  .refine(
    ({ clientId, clientSecret, refreshToken, serviceAccount }) =>
      serviceAccount !== undefined
        ? (clientId ?? clientSecret ?? refreshToken) === undefined
        : clientId && clientSecret && refreshToken,
    'give clientId, clientSecret and refreshToken, or serviceAccount alone',
  );

/** What proves to a network who is sending. Kept sealed and never given back. */
export const NETWORK_CREDENTIALS = {
  meta: z.strictObject({ accessToken: secret }),
  google: googleCredentials,
  tiktok: z.strictObject({ accessToken: secret }),
  baidu: z.strictObject({ token: secret }),
  tencent: z.strictObject({ accessToken: secret }),
  oceanengine: z.strictObject({}),
} satisfies Record<AdNetwork, z.ZodType>;
export type NetworkCredentials<N extends AdNetwork> = z.infer<(typeof NETWORK_CREDENTIALS)[N]>;

/** What an event of the project is called by the network: Baidu and Google number their conversions. */
export const CONVERSION_NAMES: Record<AdNetwork, { pattern: RegExp; says: string; usual: string[] }> = {
  meta: {
    pattern: /^[\w .-]{1,50}$/,
    says: 'must be a name of at most 50 letters, digits, spaces and underscores',
    usual: ['CompleteRegistration', 'Lead', 'Purchase', 'StartTrial', 'Subscribe'],
  },
  google: { pattern: /^\d{1,20}$/, says: 'must be the ID of the conversion action, digits', usual: [] },
  tiktok: {
    pattern: /^\w{1,50}$/,
    says: 'must be a name of at most 50 letters, digits and underscores',
    usual: ['CompleteRegistration', 'SubmitForm', 'CompletePayment', 'Subscribe', 'Download'],
  },
  baidu: {
    pattern: /^\d{1,4}$/,
    says: 'must be the number of the conversion type',
    usual: ['3', '25', '26'],
  },
  tencent: {
    pattern: /^[A-Z_]{1,60}$/,
    says: 'must be an action type in capitals, as PURCHASE',
    usual: ['REGISTER', 'PURCHASE', 'COMPLETE_ORDER', 'ACTIVATE_APP', 'RESERVATION'],
  },
  oceanengine: {
    pattern: /^[a-z_\d]{1,60}$/,
    says: 'must be an event type in small letters, as active_register',
    usual: ['active', 'active_register', 'active_pay', 'form', 'in_app_order'],
  },
};

const property = z
  .string()
  .trim()
  .regex(/^properties\../, 'must be properties.NAME')
  .max(300);
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, as EUR');

/** An event of the project that is a conversion, and what it is worth. */
export const conversionRuleSchema = z.strictObject({
  event: z.string().min(1).max(200),
  filters: filtersSchema,
  /** As the network calls it. */
  name: z.string().trim().min(1).max(60),
  /** Where the money stands in the event. */
  valueProperty: property.nullable().default(null),
  /** Where its currency stands; what is missing there is `currency`. */
  currencyProperty: property.nullable().default(null),
  currency: currencyCode.nullable().default(null),
});
export type ConversionRule = z.infer<typeof conversionRuleSchema>;

/** Who may be sent: a property of the person, or of the event, that says so. */
export const consentPropertySchema = z
  .string()
  .trim()
  .regex(/^(person|properties)\../, 'must be person.NAME or properties.NAME')
  .max(300);

/**
 * `queued`: waits for its turn; `sending`: in a worker's hands; `delivered`: the network took it; `refused`: the network
 * does not want it; `expired`: too old for the network; `withheld`: without consent; `dead`: given up.
 */
export const CONVERSION_STATES = [
  'queued',
  'sending',
  'delivered',
  'refused',
  'expired',
  'withheld',
  'dead',
] as const;
export type ConversionState = (typeof CONVERSION_STATES)[number];

/** States from which a member may have a conversion sent again. */
export const RESENDABLE_STATES: readonly ConversionState[] = ['refused', 'withheld', 'dead'];
