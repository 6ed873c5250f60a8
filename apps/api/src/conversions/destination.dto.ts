import {
  AD_NETWORKS,
  CONVERSION_STATES,
  consentPropertySchema,
  conversionRuleSchema,
} from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';
import { reasonCode } from './reason-code.js';

const MOST_RULES = 20;

const fields = {
  name: z.string().trim().min(1).max(200),
  settings: z
    .record(z.string(), z.unknown())
    .describe(
      'meta: pixelId, testEventCode?; google: accountId, loginAccountId?; tiktok: eventSourceId, testEventCode?; baidu: landingUrl; tencent: accountId, userActionSetId; oceanengine: nothing.',
    ),
  rules: z
    .array(conversionRuleSchema)
    .min(1)
    .max(MOST_RULES)
    .refine((rules) => new Set(rules.map(({ event }) => event)).size === rules.length, {
      message: 'must name each event once',
    })
    .describe('Events that are conversions, and what the network calls them.'),
  consentProperty: consentPropertySchema
    .nullable()
    .describe('person.NAME or properties.NAME: who may be sent. null: nobody has to be asked.'),
  maxAgeDays: z.int().min(1).max(90).nullable().describe('null: what is usual with the network.'),
  phoneCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code, as DE')
    .nullable()
    .describe('Of phone numbers that are written without one; null: the country of the event.'),
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be https://… or http://…' })
    .max(500)
    .nullable()
    .describe('Instead of the network’s own address; public hosts alone.'),
  testMode: z.boolean().describe('Everything is sent as a test: checked and not counted.'),
  includeImports: z.boolean().describe('Imported events are conversions, too.'),
  enabled: z
    .boolean()
    .describe('One that is off collects nothing; turned on, it begins with what comes then.'),
};
const credentials = z
  .record(z.string(), z.string())
  .describe(
    'Sealed and never answered. meta, tiktok, tencent: accessToken; google: clientId, clientSecret, refreshToken, or serviceAccount (its key file as text); baidu: token; oceanengine: nothing.',
  );

export class NewDestinationDto extends createZodDto(
  z.strictObject({
    network: z.enum(AD_NETWORKS),
    ...fields,
    settings: fields.settings.default({}),
    credentials: credentials.default({}),
    maxAgeDays: fields.maxAgeDays.default(null),
    phoneCountry: fields.phoneCountry.default(null),
    baseUrl: fields.baseUrl.default(null),
    testMode: fields.testMode.default(false),
    includeImports: fields.includeImports.default(false),
    enabled: fields.enabled.default(true),
  }),
) {}

export class ChangeDestinationDto extends createZodDto(
  z.strictObject({
    ...z.object(fields).partial().shape,
    credentials: credentials.optional().describe('Left out: as they are.'),
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}

const destinationSchema = z.object({
  id: z.int(),
  network: z.enum(AD_NETWORKS),
  ...fields,
  rules: z.array(conversionRuleSchema),
  hasCredentials: z.boolean(),
  pausedReason: z
    .string()
    .nullable()
    .describe('Why nothing is sent before the credentials are changed or sending is resumed.'),
  heldUntil: z.iso
    .datetime()
    .nullable()
    .describe('Nothing is sent before: the network asked for it, or is away.'),
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type DestinationView = z.infer<typeof destinationSchema>;
export class DestinationDto extends createZodDto(destinationSchema) {}
export class DestinationPageDto extends createZodDto(pageOf(destinationSchema)) {}

const conversionSchema = z.object({
  id: z.int(),
  destinationId: z.int(),
  eventId: z.string().describe('Message id of the event.'),
  event: z.string(),
  name: z.string().describe('As the network calls it.'),
  personId: z.int(),
  occurredAt: z.iso.datetime(),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  state: z.enum(CONVERSION_STATES),
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().nullable().describe('Null where none will be made.'),
  problem: z.string().nullable(),
  ...reasonCode,
  request: z.unknown().describe('What was sent last, without what says who it was.'),
  answer: z.string().nullable().describe('What the network said last.'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ConversionView = z.infer<typeof conversionSchema>;
export class ConversionDto extends createZodDto(conversionSchema) {}
export class ConversionPageDto extends createZodDto(pageOf(conversionSchema)) {}

export class CountsQueryDto extends createZodDto(
  z.strictObject({ destinationId: z.coerce.number().int().min(1).optional() }),
) {}
export class CountsDto extends createZodDto(
  z.object({ counts: z.record(z.enum(CONVERSION_STATES), z.int()) }),
) {}

export class DryRunDto extends createZodDto(
  z.strictObject({
    conversionId: z
      .int()
      .min(1)
      .optional()
      .describe('One of the outbox. Left out: the latest events that fit.'),
    limit: z.int().min(1).max(20).default(5),
  }),
) {}
export class DryRunAnswerDto extends createZodDto(
  z.object({
    requests: z.array(
      z.object({
        url: z.string(),
        body: z
          .unknown()
          .describe('Exactly what would be sent, hashed as the network wants it, without secrets.'),
      }),
    ),
    left: z
      .array(
        z.object({
          ...{ eventId: z.string(), state: z.enum(CONVERSION_STATES), reason: z.string() },
          ...reasonCode,
        }),
      )
      .describe('Conversions that would not be sent.'),
  }),
) {}

export class TestAnswerDto extends createZodDto(
  z.object({
    accepted: z.boolean(),
    problem: z.string().nullable(),
    answer: z.string(),
    request: z.unknown(),
  }),
) {}

export class ResendDto extends createZodDto(
  z.strictObject({
    states: z
      .array(z.enum(['refused', 'withheld', 'dead']))
      .min(1)
      .max(3)
      .default(['dead']),
  }),
) {}
export class ResentDto extends createZodDto(z.object({ resent: z.int() })) {}
