import {
  ALERT_LANGUAGES,
  ALERT_STATES,
  WEBHOOK_FORMATS,
  alertMeasureSchema,
  alertRuleSchema,
  alertScheduleSchema,
} from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { codedReason } from '../http/coded-reason.js';
import { pageOf } from '../http/list-query.js';

const MOST_CHANNELS = 10;

const webhook = z.strictObject({
  type: z.literal('webhook'),
  format: z.enum(WEBHOOK_FORMATS),
  url: z
    .url({ protocol: /^https?$/, error: 'must be https://… or http://…' })
    .max(2000)
    .describe('Sealed; answered by its host alone.'),
  secret: z.string().min(1).max(500).optional().describe('Signs messages, where the chat asks for it.'),
});
const email = z.strictObject({ type: z.literal('email'), to: z.array(z.email()).min(1).max(20) });
const kept = z.strictObject({
  type: z.literal('kept'),
  id: z.string().max(50).describe('A channel of the alert as it is.'),
});

const name = z.string().trim().min(1).max(200);
const reportId = z.int().describe('The saved report that is watched. Its own days do not matter.');
const newChannels = z.array(z.discriminatedUnion('type', [webhook, email])).max(MOST_CHANNELS);
const changedChannels = z.array(z.discriminatedUnion('type', [webhook, email, kept])).max(MOST_CHANNELS);
export type ChannelInput = z.infer<typeof changedChannels>[number];

const fields = {
  name,
  reportId,
  measure: alertMeasureSchema,
  rule: alertRuleSchema,
  schedule: alertScheduleSchema.describe("In the project's time zone; hourly ones run at five past."),
  language: z.enum(ALERT_LANGUAGES).describe('Of the messages.'),
  enabled: z.boolean(),
};

export class NewAlertDto extends createZodDto(
  z.strictObject({
    ...fields,
    language: fields.language.default('en'),
    enabled: fields.enabled.default(true),
    channels: newChannels.default([]),
  }),
) {}
export class ChangeAlertDto extends createZodDto(
  z.strictObject({
    ...z.object(fields).partial().shape,
    channels: changedChannels.optional(),
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}
export class PreviewAlertDto extends createZodDto(
  z.strictObject({ reportId, measure: alertMeasureSchema, rule: alertRuleSchema }),
) {}

const number = z.number().nullable();
const verdict = {
  bucket: z.string().nullable(),
  value: number,
  low: number.describe('What it was held against.'),
  high: number,
};

export class AlertPreviewDto extends createZodDto(
  z.object({
    series: z.array(z.object({ bucket: z.string(), value: number, complete: z.boolean() })),
    verdict: z.object({ ...verdict, change: number, outcome: z.enum(['ok', 'firing', 'noData']) }),
  }),
) {}

const alertSchema = z.object({
  id: z.int(),
  ...fields,
  channels: z.array(
    z.discriminatedUnion('type', [
      z.object({
        id: z.string(),
        type: z.literal('webhook'),
        format: z.enum(WEBHOOK_FORMATS),
        host: z.string(),
        isSigned: z.boolean(),
      }),
      z.object({ id: z.string(), type: z.literal('email'), to: z.array(z.string()) }),
    ]),
  ),
  state: z.enum(ALERT_STATES),
  lastBucket: z.string().nullable(),
  nextRunAt: z.iso.datetime(),
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type AlertView = z.infer<typeof alertSchema>;
export class AlertDto extends createZodDto(alertSchema) {}
export class AlertPageDto extends createZodDto(pageOf(alertSchema)) {}

const problem = {
  problem: z.string().nullable(),
  problemCode: z.object(codedReason).nullable().describe('What `problem` is known by in other languages.'),
};

const runSchema = z.object({
  id: z.int(),
  state: z.enum(ALERT_STATES),
  ...verdict,
  ...problem,
  createdAt: z.iso.datetime(),
  deliveries: z.array(
    z.object({
      channelId: z.string(),
      state: z.enum(['pending', 'sent', 'failed']),
      attempts: z.int(),
      ...problem,
    }),
  ),
});
export class AlertRunPageDto extends createZodDto(pageOf(runSchema)) {}

export class AlertTestDto extends createZodDto(
  z.object({
    channels: z.array(z.object({ channelId: z.string(), sent: z.boolean(), ...problem })),
  }),
) {}
