import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DAY_MS = 86_400_000;

type Part = { text: string } | { base64: string } | { repeat: string; times: number };

/** A body that no endpoint may take. */
export interface BodyCase {
  name: string;
  parts: Part[];
  gzip?: boolean;
  /** Bytes that are left of it. */
  cut?: number;
  headers?: Record<string, string>;
  status: number;
}

/** An event, as the text of JSON. */
export interface EventCase {
  name: string;
  text: string;
  /** `accepted`, `late`, or the reason of the refusal. */
  expect: string;
}

export function bodyCases(): BodyCase[] {
  return readLines<BodyCase>('bodies.ndjson');
}

export function eventCases(dialect: 'segment' | 'posthog'): EventCase[] {
  return readLines<EventCase>(`${dialect}-events.ndjson`);
}

export function bytesOf({ parts, gzip, cut }: BodyCase): Buffer {
  const plain = Buffer.concat(parts.map(partBytes));
  const bytes = gzip ? gzipSync(plain) : plain;
  return cut === undefined ? bytes : bytes.subarray(0, cut);
}

function partBytes(part: Part): Buffer {
  if ('text' in part) return Buffer.from(part.text);
  if ('base64' in part) return Buffer.from(part.base64, 'base64');
  return Buffer.from(part.repeat.repeat(part.times));
}

const numbered = (count: number, write: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => write(n)).join();
const WRITERS: Record<string, (n: number) => string> = {
  TEXT: (kilobytes) => 'x'.repeat(kilobytes * 1024),
  KEYS: (count) => numbered(count, (n) => `"some-property-${n}":${n}`),
  TEXT_KEYS: (count) => numbered(count, (n) => `"some-property-${n}":"t${n}"`),
  NUMBERS: (count) => numbered(count, String),
  NESTED: (depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  LISTS: (depth) => '['.repeat(depth) + ']'.repeat(depth),
  AGENT: (times) => 'Mozilla/5.0 ('.repeat(times),
};

/** The text of a case with all that it stands for. */
export function textOf({ text }: EventCase, id: string): string {
  const at = (shift: number) => new Date(Date.now() + shift).toISOString();
  return text
    .replaceAll('$ID', id)
    .replaceAll('$NOW', at(0))
    .replaceAll('$AHEAD', at(3 * DAY_MS))
    .replaceAll('$LATE', at(-40 * DAY_MS))
    .replace(/\$([A-Z_]+)\((\d+)\)/g, (_all, name: string, n: string) => WRITERS[name]!(Number(n)));
}

function readLines<T>(file: string): T[] {
  const lines = readFileSync(join(__dirname, file), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

const SPITEFUL = [
  '\0',
  '\ud800',
  '\udfff\ud800',
  "'; DROP TABLE events; --",
  '<script>alert(1)</script>',
  '{project:UInt32}',
  '${7*7}',
  '\u202e',
  '\ufeff',
  '2024-02-30T00:00:00Z',
  '1e999',
  '__proto__',
  'x'.repeat(300),
];
const KEYS = [
  '',
  'a',
  'a.b',
  '.',
  '__proto__',
  'constructor',
  'toString',
  'toJSON',
  '\0',
  '\ud800',
  '`',
  '"',
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  fc.constantFrom(...SPITEFUL),
);
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(2 ** 64, -(2 ** 63), 1e308, 5e-324, -0, 1e21),
);

/** Any value of JSON, with a liking for what breaks parsers, stores and prototypes. */
export const hostileValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    text,
    number,
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), text), tie('value')), { maxLength: 5 })
    // Defined, not assigned: __proto__ is a key like any other.
    .map((entries) => Object.fromEntries(entries)),
})).value;

/** An event of which up to three fields are anything at all. */
export function hostileEvent(base: object, fields: string[]): fc.Arbitrary<object> {
  const odd = fc.oneof({ weight: 2, arbitrary: hostileValue }, { weight: 1, arbitrary: hostileObject });
  return fc
    .array(fc.tuple(fc.constantFrom(...fields), odd), { maxLength: 3 })
    .map((changes) => ({ ...base, ...Object.fromEntries(changes) }));
}

const hostileObject = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), text), hostileValue), { maxLength: 8 })
  .map((entries) => Object.fromEntries(entries));

/** Bytes that were JSON before some of them were lost, doubled or turned into others. */
export function broken(bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const damage = fc.tuple(
    fc.constantFrom('cut', 'flip', 'drop', 'double'),
    place,
    fc.integer({ min: 0, max: 255 }),
  );
  return fc.tuple(bytes, fc.array(damage, { minLength: 1, maxLength: 4 })).map(([whole, damages]) => {
    let now = whole;
    for (const [kind, where, byte] of damages) {
      const at = Math.floor(where * now.length);
      if (kind === 'cut') now = now.subarray(0, at);
      else if (kind === 'flip')
        now = Buffer.concat([now.subarray(0, at), Buffer.from([byte]), now.subarray(at + 1)]);
      else if (kind === 'drop') now = Buffer.concat([now.subarray(0, at), now.subarray(at + 1)]);
      else now = Buffer.concat([now, now.subarray(at)]);
    }
    return now;
  });
}
