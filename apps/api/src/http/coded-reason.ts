import { type CodedReason, codeOfSentence } from '@groundswell/contracts';
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

/** With the sentence that is quoted within: what lies in a file of a zip is said after the name of that file. */
export function codeOfReason(reason: string): CodedReason {
  const known = codeOfSentence(reason);
  if (known) return withCause(known);
  for (let at = reason.indexOf(': '); at > 0; at = reason.indexOf(': ', at + 1)) {
    const [file, within] = [reason.slice(0, at), reason.slice(at + 2)];
    const cause = codeOfSentence(within);
    if (cause) return { code: 'import_in_file', values: { file, reason: within }, cause };
  }
  return {};
}

function withCause(known: CodedReason): CodedReason {
  const { reason } = known.values ?? {};
  const cause = typeof reason === 'string' ? codeOfSentence(reason) : null;
  return cause ? { ...known, cause } : known;
}
