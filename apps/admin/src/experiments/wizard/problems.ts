import { keySchema } from '@groundswell/contracts';
import type { Draft } from './draft.js';

export const STEPS = ['template', 'hypothesis', 'variations', 'targeting', 'metrics', 'review'] as const;
export type Step = (typeof STEPS)[number];

/** A message key with its values. */
export interface StepProblem {
  message: string;
  values?: Record<string, string | number>;
}

const problem = (message: string, values?: StepProblem['values']): StepProblem => ({ message, values });
const isKey = (key: string) => keySchema.safeParse(key).success;

/** What keeps a step from being done: the first thing; null where it is. */
export function problemOf(step: Step, draft: Draft): StepProblem | null {
  switch (step) {
    case 'hypothesis':
      return hypothesisProblem(draft);
    case 'variations':
      return variationsProblem(draft);
    case 'targeting':
      return targetingProblem(draft);
    case 'metrics':
      return metricsProblem(draft);
    default:
      return null;
  }
}

/** The first step with a problem; review where there is none. */
export function firstOpenStep(draft: Draft): Step {
  return STEPS.find((step) => problemOf(step, draft) !== null) ?? 'review';
}

function hypothesisProblem({ name, key, hypothesis }: Draft): StepProblem | null {
  if (name.trim() === '') return problem('name');
  if (key !== '' && !isKey(key)) return problem('badKey', { key });
  if (hypothesis.includes('…')) return problem('dots');
  return hypothesis.trim() === '' ? problem('hypothesis') : null;
}

function variationsProblem({ variations }: Draft): StepProblem | null {
  const keys = variations.map(({ key }) => key);
  const bad = keys.find((key) => !isKey(key));
  if (bad !== undefined) return problem('badKey', { key: bad });
  const same = keys.find((key, index) => keys.indexOf(key) < index);
  if (same !== undefined) return problem('sameKey', { key: same });
  if (variations.some(({ name }) => name.trim() === '')) return problem('variationName');
  if (variations.filter(({ weight }) => weight > 0).length < 2) return problem('twoWeights');
  const total = variations.reduce((sum, { weight }) => sum + weight, 0);
  return Math.abs(total - 1) > 0.001 ? problem('weights', { share: total }) : null;
}

function targetingProblem({ coverage, conditions, hashAttribute }: Draft): StepProblem | null {
  if (!(coverage > 0) || coverage > 1) return problem('coverage');
  const isOpen = conditions.some(({ attribute, value }) => attribute.trim() === '' || value.trim() === '');
  return isOpen || hashAttribute.trim() === '' ? problem('condition') : null;
}

function metricsProblem({ metrics, minimumEffect }: Draft): StepProblem | null {
  if (!metrics.some(({ role }) => role === 'goal')) return problem('goal');
  return minimumEffect > 0 ? null : problem('effect');
}
