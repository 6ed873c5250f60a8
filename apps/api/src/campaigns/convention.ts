import { type TemplateProblem, templateProblem } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';

const SAID: Record<TemplateProblem, string> = {
  noPart: 'names no part: write e.g. {country}_{objective}_{audience}',
  twice: 'names a part twice',
  touching: 'has two parts with nothing between them',
};

/** @throws ProblemException 400 where it is no template such as `{country}_{objective}_{audience}` */
export function checkTemplate(template: string): void {
  const problem = templateProblem(template);
  if (problem === null) return;
  const message = SAID[problem];
  throw new ProblemException(400, `template ${message}.`, [{ path: 'template', message }]);
}
