import { CollectorError } from '../http/collector-error.js';
import { parseBody, unpackBody } from '../http/read-body.js';

/** A body in one of the forms of PostHog's SDKs, and what stood beside it. */
export interface PostHogBody {
  value: unknown;
  /** Fields of a form other than `data`, or of the query. */
  fields: Map<string, string>;
}

/** Nothing else of a base64 text is taken for one. */
const BASE64 = /^[\w+/=\s-]+$/;
const FORM = /^[\w$.-]{1,100}=/;
const MAX_FIELDS = 100;
/** JSON as it begins; base64 and forms begin with neither. */
const JSON_START = /^\ufeff?\s*[[{]/;

/**
 * Reads JSON, base64 of it (gzipped or not), or either of them as `data` of a form; beacons are sent so.
 * @param bytes unpacked
 * @param onBytes is told the size of what is unpacked on the way, and may throw
 * @throws CollectorError 400, 413
 */
export async function readPostHog(bytes: Buffer, onBytes: (bytes: number) => void): Promise<PostHogBody> {
  // A latin1 view of the start costs nothing, and is enough to tell the form.
  const start = bytes.subarray(0, 200).toString('latin1');
  const form = FORM.test(start) && !JSON_START.test(start) ? formOf(bytes) : null;
  const data = form ? Buffer.from(form.get('data') ?? '') : bytes;
  const value = parseBody(await decoded(data, onBytes));
  const inner = (value as { data?: unknown } | null)?.data;
  const wrapped = isWrapped(value) && typeof inner === 'string';
  return {
    value: wrapped ? { ...value, ...objectOf(await decodedText(inner, onBytes)) } : value,
    fields: new Map([...(form ?? [])].filter(([name]) => name !== 'data')),
  };
}

/** @throws CollectorError 400 for a form of so many fields that they would take up more than the body itself */
function formOf(bytes: Buffer): URLSearchParams {
  let fields = 1;
  for (let at = bytes.indexOf('&'); at >= 0; at = bytes.indexOf('&', at + 1)) fields++;
  if (fields > MAX_FIELDS) throw new CollectorError(400, 'malformed', 'The form has too many fields.');
  return new URLSearchParams(bytes.toString('utf8'));
}

/** The bytes of JSON, out of base64 where it is that. */
async function decoded(data: Buffer, onBytes: (bytes: number) => void): Promise<Buffer> {
  const start = data
    .subarray(0, 200)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  if (JSON_START.test(start) || !BASE64.test(start)) return data;
  // A form turns the plus signs that a client left unescaped into spaces.
  const bytes = Buffer.from(data.toString('latin1').replaceAll(' ', '+'), 'base64');
  const unpacked = await unpackBody(bytes, undefined);
  onBytes(unpacked.length);
  return unpacked;
}

async function decodedText(text: string, onBytes: (bytes: number) => void): Promise<unknown> {
  return parseBody(await decoded(Buffer.from(text), onBytes));
}

/** `{"data": "…"}` around the events; an event of its own has a name. */
function isWrapped(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !('event' in value) && !('batch' in value);
}

function objectOf(value: unknown): object {
  if (Array.isArray(value)) return { batch: value };
  if (typeof value === 'object' && value !== null) return value;
  throw new CollectorError(400, 'malformed', '"data" holds no events.');
}
