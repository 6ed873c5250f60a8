export type MappedColumn = string | { const: string };

/** As `POST …/imports` takes it (API: Import). */
export interface ImportMapping {
  event?: MappedColumn;
  distinctId?: MappedColumn;
  timestamp?: MappedColumn;
  timestampFormat?: string;
  platform?: MappedColumn;
  messageId?: MappedColumn;
  properties?: string[];
}

const FIELDS = ['event', 'distinctId', 'timestamp', 'timestampFormat', 'platform', 'messageId', 'properties'];

export const MAPPING_HELP =
  'event=COLUMN,distinctId=COLUMN,timestamp=COLUMN[,timestampFormat=FORMAT][,platform=COLUMN][,messageId=COLUMN]' +
  '[,properties=A+B+C]; a constant is const:VALUE, e.g. platform=const:web; or the mapping as JSON';

function column(value: string): MappedColumn {
  return value.startsWith('const:') ? { const: value.slice('const:'.length) } : value;
}

/**
 * Reads `--map`.
 * @throws Error naming the part that cannot be read.
 */
export function parseMapping(text: string): ImportMapping {
  if (text.trimStart().startsWith('{')) return JSON.parse(text) as ImportMapping;
  const mapping: Record<string, unknown> = {};
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    const field = part.slice(0, at).trim();
    const value = part.slice(at + 1).trim();
    if (at < 1 || value === '') throw new Error(`--map: "${part}" is not field=COLUMN. ${MAPPING_HELP}`);
    if (!FIELDS.includes(field))
      throw new Error(`--map: no field "${field}"; there are ${FIELDS.join(', ')}.`);
    if (field === 'properties') mapping[field] = value.split('+').map((name) => name.trim());
    else mapping[field] = field === 'timestampFormat' ? value : column(value);
  }
  return mapping;
}
