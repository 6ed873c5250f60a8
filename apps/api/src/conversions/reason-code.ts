import type { CodedReason } from '@groundswell/contracts';
import { codedReason, codeOfReason as codeOf } from '../http/coded-reason.js';

export const reasonCode = codedReason;

/** What a network says may be worded like a sentence of something else. */
export function codeOfReason(reason: string | null): CodedReason {
  const { cause, ...known } = reason === null ? {} : codeOf(reason);
  if (!known.code?.startsWith('conversion_')) return {};
  return cause?.code?.startsWith('conversion_') ? { ...known, cause } : known;
}
