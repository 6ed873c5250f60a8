import { useProject } from '../projects/ProjectContext.js';
import { lackBefore } from './data-before.js';
import type { Days } from './range.js';

/** Whether the days before a range have data to compare with: where none has, their noughts say nothing. */
export function useHasBefore(days: Days): boolean {
  const { firstDay } = useProject().project;
  return lackBefore(days, firstDay) !== 'all';
}
