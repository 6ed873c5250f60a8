import { ProblemException } from '@groundswell/platform';

/** Whoever is no member is not told whether there is one. */
export function noSuchProject(): ProblemException {
  return new ProblemException(404, 'There is no such project, or you are not a member of it.').coded(
    'no_such_project',
  );
}
