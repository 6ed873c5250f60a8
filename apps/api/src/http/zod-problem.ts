import { faultsOfIssue } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { createZodValidationPipe } from 'nestjs-zod';
import type { z } from 'zod';

/** What zod found, as a 400 that names each place. */
export function zodProblem(error: z.ZodError): ProblemException {
  const errors = error.issues.slice(0, 50).flatMap(faultsOfIssue);
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new ProblemException(400, `${where}${first?.message ?? 'cannot be used'}${more}`, errors);
}

/** Validates every parameter that is typed with a zod DTO. */
export const ValidationPipe = createZodValidationPipe({
  createValidationException: (error) => zodProblem(error as z.ZodError),
});
