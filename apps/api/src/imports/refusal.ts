import { ProblemException } from '@groundswell/platform';

/** A 400 about one field of a request. */
export function refusal(path: string, message: string): ProblemException {
  return new ProblemException(400, `${path} ${message}.`, [{ path, message }]);
}
