import { type CodedReason, codeOfSentence } from '@groundswell/contracts';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

const values = z.record(z.string(), z.union([z.string(), z.number()])).optional();

/** Beside a reason in words: by what it is known in other languages, where it is one of our own. */
export const codedReason = {
  code: z.string().optional().describe('Of the reason, where it is one of our own.'),
  values,
  cause: z
    .object({ code: z.string().optional(), values })
    .optional()
    .describe('Of the reason that the value `reason` quotes.'),
};

/** Of the name of a file. */
const MOST_COLONS = 8;
/** Those that were asked for last. Thousands of rows have few reasons, and an import that runs is shown every second. */
const known = new LRUCache<string, CodedReason>({
  max: 10_000,
  maxSize: 4_000_000,
  sizeCalculation: (_, { length }) => length + 1,
});

/** With the sentence that is quoted within: what lies in a file of a zip is said after the name of that file. */
export function codeOfReason(reason: string): CodedReason {
  const cached = known.get(reason);
  if (cached) return cached;
  const coded = lookedUp(reason);
  known.set(reason, coded);
  return coded;
}

function lookedUp(reason: string): CodedReason {
  const own = codeOfSentence(reason);
  if (own) return withCause(own);
  for (
    let at = reason.indexOf(': '), nth = 1;
    at > 0 && nth <= MOST_COLONS;
    at = reason.indexOf(': ', at + 1), nth++
  ) {
    const [file, within] = [reason.slice(0, at), reason.slice(at + 2)];
    const cause = codeOfSentence(within);
    if (cause) return { code: 'import_in_file', values: { file, reason: within }, cause };
  }
  return {};
}

function withCause(own: CodedReason): CodedReason {
  const { reason } = own.values ?? {};
  const cause = typeof reason === 'string' ? codeOfSentence(reason) : null;
  return cause ? { ...own, cause } : own;
}
