import { MOST_IMPORT_PROPERTIES } from '@groundswell/contracts';
import { z } from 'zod';

const column = z.string().min(1).max(300);
const columnOrConstant = z.union([column, z.strictObject({ const: z.string().min(1).max(300) })]);

/** Which column of a log is what; a constant is `{"const": "…"}`. */
export const importMappingSchema = z.strictObject({
  event: columnOrConstant,
  distinctId: columnOrConstant,
  timestamp: columnOrConstant,
  /** A Luxon format such as `dd/MM/yyyy HH:mm`, or `epochSeconds` / `epochMillis` (`X` / `x`); ISO-like times need none. */
  timestampFormat: z.string().min(1).max(100).optional(),
  platform: columnOrConstant.optional(),
  messageId: column.optional(),
  /** Columns kept as event properties. */
  properties: z.array(column).max(MOST_IMPORT_PROPERTIES).optional(),
});

export type ImportMapping = z.infer<typeof importMappingSchema>;
