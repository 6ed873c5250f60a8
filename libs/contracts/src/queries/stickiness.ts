import { z } from 'zod';
import { filtersSchema, optionFields, rangeFields, type QueryAnswer } from './query-common.js';

export const stickinessQuerySchema = z.strictObject({
  kind: z.literal('stickiness'),
  ...rangeFields,
  /** Days that a window has, the day itself included. */
  window: z.union([z.literal(7), z.literal(28), z.literal(30)]).default(28),
  filters: filtersSchema,
  /** Each row then says how far its ratio is from those of the days that lie so many before it. */
  changesFrom: z.array(z.int().min(1).max(400)).min(1).max(4).optional(),
  ...optionFields,
});
export type StickinessQuery = z.infer<typeof stickinessQuerySchema>;

export interface StickinessRow {
  /** The local day. */
  bucket: string;
  dau: number;
  /** People of the window that ends with the day. */
  windowUsers: number;
  /** dau / windowUsers; null where nobody was there in the window. */
  ratio: number | null;
  complete: boolean;
  /** One for each of `changesFrom`: ratio - ratio then; null where there is none. */
  changes?: (number | null)[];
}
export interface StickinessAnswer extends QueryAnswer {
  kind: 'stickiness';
  rows: StickinessRow[];
  /** Of the window that ends with `to`: on how many of its days people were active, 1..window. */
  histogram: { days: number; users: number }[];
}
