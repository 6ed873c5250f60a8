import type { Experiment } from '@groundswell/contracts';
import { useExperimentList } from '../useExperiments.js';

const MOST = 1000;

/** Tests that keep to a holdout, in whatever state; null until they are known. */
export function useTestsOfHoldout({ id }: Pick<Experiment, 'id'>): Experiment[] | null {
  const { data } = useExperimentList({ kind: 'test' }, 1, MOST);
  return data ? data.data.filter(({ assignment }) => assignment.holdoutId === id) : null;
}
