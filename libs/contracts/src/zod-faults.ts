import type { z } from 'zod';
import { codeOfSentence } from './problem-sentences.js';
import type { FieldProblem } from './problem.js';

/** What zod found at one place, with codes, so that it can be said in any language. An unknown field is reported at its own path. */
export function faultsOfIssue(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: 'is not a known field',
      code: 'field_unknown',
    }));
  }
  return [{ path: path.join('.'), message: issue.message, ...codeOf(issue) }];
}

/** A message of our own has a code by its wording; what zod says in English alone, where its kind says all. */
function codeOf(issue: z.core.$ZodIssue): Pick<FieldProblem, 'code' | 'values'> {
  const own = codeOfSentence(issue.message);
  if (own) return own;
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'field_invalid_type', values: { expected: issue.expected } };
    case 'invalid_value':
      return { code: 'field_invalid_value', values: { allowed: issue.values.map(String).join(', ') } };
    case 'invalid_format':
      return { code: 'field_invalid_format', values: { format: issue.format } };
    case 'too_small':
      return {
        code: isSized(issue.origin) ? 'field_too_short' : 'field_too_small',
        values: { least: Number(issue.minimum) },
      };
    case 'too_big':
      return {
        code: isSized(issue.origin) ? 'field_too_long' : 'field_too_big',
        values: { most: Number(issue.maximum) },
      };
    default:
      return {};
  }
}

function isSized(origin: string): boolean {
  return origin === 'string' || origin === 'array' || origin === 'set' || origin === 'map';
}
