import { localDate, refusedRowSchema, spendOutcomeSchema, spendPreviewSchema } from '@groundswell/contracts';
import { SPEND_FIELDS } from '@groundswell/ingestion';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';
import { isStorable } from '../http/storable-text.js';

const text = (most: number) =>
  z.string().trim().max(most).refine(isStorable, 'holds a character that cannot be stored');
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be a code of three letters such as USD');
const count = z.number().min(0).max(1e15);

export const spendOptionsSchema = z.strictObject({
  fileName: text(300).optional(),
  platform: text(100)
    .min(1)
    .optional()
    .describe('google, meta, tiktok or any name; absent: told by the file.'),
  account: text(200).optional(),
  currency: currency.optional().describe('Where the file names none.'),
  dateOrder: z.enum(['dmy', 'mdy']).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  mapping: z
    .partialRecord(z.enum(SPEND_FIELDS), z.string().min(1))
    .optional()
    .describe('Which column (by its header) holds what.'),
});
export type SpendFileOptions = z.infer<typeof spendOptionsSchema>;

const fileSchema = z.strictObject({
  csv: z.string().min(1).optional().describe('The file as text.'),
  base64: z
    .base64()
    .min(1)
    .optional()
    .describe('Or its bytes: UTF-8, UTF-16 and GB18030 (GBK) are told apart, and .xlsx workbooks.'),
  ...spendOptionsSchema.shape,
});
/** Also accepted: the file as a body, text/csv or .xlsx, the options in the address. */
export class SpendFileDto extends createZodDto(fileSchema) {}

const names = {
  campaign: text(500),
  campaignId: text(200),
  adGroup: text(500),
  adGroupId: text(200),
  creative: text(500),
  creativeId: text(200),
};
const figures = { impressions: count, clicks: count, installs: count, reach: count };
const rowSchema = z.strictObject({
  platform: text(100).min(1),
  account: text(200).default(''),
  ...z.object(names).partial().shape,
  day: localDate,
  currency,
  cost: z.number().min(-1e15).max(1e15),
  ...z.object(figures).partial().shape,
});
export type SpendInput = z.infer<typeof rowSchema>;
export class NewSpendDto extends createZodDto(rowSchema) {}
export class ChangeSpendDto extends createZodDto(
  z.strictObject({ ...z.object({ cost: rowSchema.shape.cost, ...figures }).partial().shape }),
) {}

const spendSchema = z.object({
  id: z.int(),
  platform: z.string(),
  account: z.string(),
  level: z.enum(['campaign', 'adGroup', 'creative']),
  levelId: z.string(),
  nodeId: z.int(),
  day: z.iso.date(),
  currency: z.string(),
  cost: z.number(),
  ...z.object(figures).shape,
  importId: z.int().nullable(),
  updatedAt: z.iso.datetime(),
});
export type SpendView = z.infer<typeof spendSchema>;
export class SpendDto extends createZodDto(spendSchema) {}
export class SpendPageDto extends createZodDto(pageOf(spendSchema)) {}

export class SpendPreviewDto extends createZodDto(spendPreviewSchema) {}
const importedSchema = z.object({ importId: z.int(), ...spendOutcomeSchema.shape });
export type SpendImported = z.infer<typeof importedSchema>;
export class SpendImportedDto extends createZodDto(importedSchema) {}

const importSchema = z.object({
  id: z.int(),
  fileName: z.string(),
  platform: z.string(),
  rows: z.int(),
  accepted: z.int(),
  replaced: z.int(),
  rejected: z.int(),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  undoneAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type SpendImportView = z.infer<typeof importSchema>;
export class SpendImportDto extends createZodDto(importSchema) {}
export class SpendImportPageDto extends createZodDto(pageOf(importSchema)) {}

const rateFields = { day: localDate, base: currency, quote: currency, rate: z.number().positive().max(1e9) };
export const newRateSchema = z.strictObject(rateFields);
export class NewRateDto extends createZodDto(newRateSchema) {}
const rateSchema = z.object({ id: z.int(), ...rateFields });
export class RateDto extends createZodDto(rateSchema) {}
export class RatePageDto extends createZodDto(pageOf(rateSchema)) {}
export class RateCsvDto extends createZodDto(z.strictObject({ csv: z.string().min(1) })) {}
export class RatesImportedDto extends createZodDto(
  z.object({
    rows: z.int(),
    accepted: z.int(),
    rejected: z.int(),
    rejectedRows: z.array(refusedRowSchema),
  }),
) {}
