import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class ProblemDto extends createZodDto(
  z
    .object({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      detail: z.string().describe('What to change.'),
      code: z
        .string()
        .optional()
        .describe(
          'Names the fault for programs, e.g. `stale_version`; the sentence may be worded anew, this stays.',
        ),
      values: z
        .record(z.string(), z.union([z.string(), z.number()]))
        .optional()
        .describe('What the sentence is about, e.g. `{"version": 3}`.'),
      errors: z
        .array(
          z.object({
            path: z.string(),
            message: z.string(),
            code: z.string().optional(),
            values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
          }),
        )
        .optional()
        .describe('Where in the body or query the fault is, in dotted form.'),
    })
    .describe('RFC 9457'),
) {}

const PROBLEMS: Record<number, string> = {
  400: 'Something in the request cannot be used; `errors` says where.',
  401: 'Not signed in.',
  403: 'The role or the token does not reach.',
  404: 'Not there, or not yours.',
  409: 'It was changed meanwhile, or its state does not allow this.',
  429: 'Too many; see Retry-After.',
  503: 'An engine is away; try again.',
};

/** Every route may answer with these. */
export function ApiProblems(): ClassDecorator {
  const responses = Object.entries(PROBLEMS).map(([status, description]) =>
    ApiResponse({
      status: Number(status),
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
    }),
  );
  return applyDecorators(...responses);
}
