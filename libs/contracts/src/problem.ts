import type { ProblemCode } from './problem-sentences.js';

/** What a sentence is about, for whoever says it in another language. */
export type ProblemValues = Record<string, string | number>;

/** A sentence in codes; `cause` is that of the sentence that its value `reason` holds. */
export interface CodedReason {
  code?: ProblemCode;
  values?: ProblemValues;
  cause?: Omit<CodedReason, 'cause'>;
}

/** Error body `application/problem+json`, RFC 9457. `detail` says what to change. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Names the fault for programs; it stays when the sentence is worded anew. */
  code?: ProblemCode;
  values?: ProblemValues;
  /** Where in the body the fault is; `path` in dotted form, `''` for the body itself. */
  errors?: FieldProblem[];
}

export interface FieldProblem {
  path: string;
  message: string;
  code?: ProblemCode;
  values?: ProblemValues;
}
