import { internalRuleSchema, privacyRuleSchema, ROLES } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';
import { isCurrency, isTimeZone } from './known-codes.js';

const name = z.string().trim().min(1).max(200);
const timeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai or UTC');
const weekStart = z.enum(['monday', 'sunday']);
const currency = z.string().refine(isCurrency, 'must be an ISO 4217 code such as USD or CNY');
const eventNames = z.array(z.string().min(1).max(200)).max(200);
const activeEvents = z
  .strictObject({ only: eventNames.optional(), except: eventNames.optional() })
  .describe('Which events make a person active; empty: all but reserved and server-sent ones.');
const lateWindowDays = z.int().min(1).max(3650);
const rawRetentionDays = z
  .int()
  .min(7)
  .max(36_500)
  .nullable()
  .describe('Raw events are deleted after so many days, rollups stay; null keeps them for ever.');

const keepIp = z
  .boolean()
  .describe('Store the address of each event as properties.$ip; else it gives the country and is dropped.');
const internalRules = z
  .array(internalRuleSchema)
  .max(100)
  .describe('Events that fit any of these are internal traffic, from now on; stored ones stay as they are.');
const privacyRules = z
  .array(privacyRuleSchema)
  .max(100)
  .describe('Fields that are dropped or hashed before an event is stored, from now on.');

export const newProjectSchema = z.strictObject({
  name,
  timeZone: timeZone.default('UTC'),
  weekStart: weekStart.default('monday'),
  currency: currency.default('USD'),
  activeEvents: activeEvents.default({}),
  lateWindowDays: lateWindowDays.default(30),
  rawRetentionDays: rawRetentionDays.default(null),
  keepIp: keepIp.default(false),
  internalRules: internalRules.default([]),
  privacyRules: privacyRules.default([]),
});
export type NewProject = z.input<typeof newProjectSchema>;
export class NewProjectDto extends createZodDto(newProjectSchema) {}

export class ChangeProjectDto extends createZodDto(
  z.strictObject({
    name: name.optional(),
    timeZone: timeZone.optional(),
    weekStart: weekStart.optional(),
    currency: currency.optional(),
    activeEvents: activeEvents.optional(),
    lateWindowDays: lateWindowDays.optional(),
    rawRetentionDays: rawRetentionDays.optional(),
    keepIp: keepIp.optional(),
    internalRules: internalRules.optional(),
    privacyRules: privacyRules.optional(),
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}

export const projectSchema = z.object({
  id: z.int(),
  name: z.string(),
  timeZone: z.string(),
  zoneFixed: z.boolean().describe('An event was taken in, so that the zone stays.'),
  weekStart,
  currency: z.string(),
  activeEvents,
  lateWindowDays: z.int(),
  rawRetentionDays: z.int().nullable(),
  rawFrom: z.iso.date().nullable().describe('First local day of which all raw events are still there.'),
  keepIp,
  internalRules,
  privacyRules,
  demo: z.boolean(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  role: z.enum(ROLES).describe("The caller's role."),
  firstDay: z.iso.date().nullable().describe('First local day with an event.'),
  lastDay: z.iso.date().nullable(),
});
export type ProjectView = z.infer<typeof projectSchema>;

export class ProjectDto extends createZodDto(projectSchema) {}
export class ProjectPageDto extends createZodDto(pageOf(projectSchema)) {}
export class CreatedProjectDto extends createZodDto(
  projectSchema.extend({ writeKey: z.string(), clientKey: z.string() }),
) {}
