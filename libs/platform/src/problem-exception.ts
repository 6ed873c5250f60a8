import {
  type FieldProblem,
  type Problem,
  type ProblemCode,
  type ProblemValues,
  STATUS_CODES,
  codeOfSentence,
} from '@groundswell/contracts';
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
  private code?: ProblemCode;
  private values?: ProblemValues;

  constructor(
    status: number,
    detail: string,
    readonly errors?: Problem['errors'],
    readonly retryAfterSeconds?: number,
  ) {
    super(detail, status);
  }

  /** Names the fault for programs; `values` are what its sentence is about. */
  coded(code: ProblemCode, values?: ProblemValues): this {
    this.code = code;
    this.values = values;
    return this;
  }

  toProblem(): Problem {
    const status = this.getStatus();
    const known = this.code ? { code: this.code, values: this.values } : codeOfSentence(this.message);
    return {
      type: 'about:blank',
      title: TITLES[status] ?? 'Error',
      status,
      detail: this.message,
      code: known?.code ?? codeOf(status),
      ...(known?.values && { values: known.values }),
      ...(this.errors && { errors: this.errors.map(codedField) }),
    };
  }
}

function codedField(problem: FieldProblem): FieldProblem {
  return problem.code ? problem : { ...problem, ...codeOfSentence(problem.message) };
}

function codeOf(status: number): ProblemCode {
  return (STATUS_CODES as Record<number, ProblemCode>)[status] ?? (status < 500 ? 'bad_request' : 'internal');
}
