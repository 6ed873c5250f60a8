import { codeOfSentence } from '@groundswell/contracts';
import { z } from 'zod';

/** Beside a reason in words: by what it is known in other languages, where it is one of our own. */
export const reasonCode = {
  code: z.string().optional().describe("Of the reason, where it is not the network's own."),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
};

/** What a network says may be worded like a sentence of something else. */
export function codeOfReason(reason: string | null): Partial<ReturnType<typeof codeOfSentence>> {
  const known = reason === null ? null : codeOfSentence(reason);
  return known?.code.startsWith('conversion_') ? known : {};
}
