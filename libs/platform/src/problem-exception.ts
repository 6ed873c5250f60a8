import type { Problem } from '@groundswell/contracts';
import { HttpException } from '@nestjs/common';

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  429: 'Too many requests',
  503: 'Not available now',
};

/** An error whose body is RFC 9457 `application/problem+json`; `detail` says what to change. */
export class ProblemException extends HttpException {
  constructor(
    status: number,
    detail: string,
    readonly errors?: Problem['errors'],
    readonly retryAfterSeconds?: number,
  ) {
    super(detail, status);
  }

  toProblem(): Problem {
    const status = this.getStatus();
    const problem: Problem = {
      type: 'about:blank',
      title: TITLES[status] ?? 'Error',
      status,
      detail: this.message,
    };
    return this.errors ? { ...problem, errors: this.errors } : problem;
  }
}
