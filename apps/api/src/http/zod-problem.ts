import { ProblemException } from '@groundswell/platform';
import { createZodValidationPipe } from 'nestjs-zod';
import type { z } from 'zod';

/** What zod found, as a 400 that names each place. */
export function zodProblem(error: z.ZodError): ProblemException {
  const errors = error.issues.slice(0, 50).flatMap(faultsOf);
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new ProblemException(400, `${where}${first?.message ?? 'cannot be used'}${more}`, errors);
}

/** An unknown field is reported at its own path. */
function faultsOf(issue: z.core.$ZodIssue): { path: string; message: string }[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not a known field' }));
  }
  return [{ path: path.join('.'), message: issue.message }];
}

/** Validates every parameter that is typed with a zod DTO. */
export const ValidationPipe = createZodValidationPipe({
  createValidationException: (error) => zodProblem(error as z.ZodError),
});
