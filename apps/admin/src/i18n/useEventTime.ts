import { useProject } from '../projects/ProjectContext.js';
import { useFormat } from './useFormat.js';

/** When something happened in the product, on the clock of the project's zone: the day it shows is the day it counts in. */
export function useEventTime(): (iso: string | null) => string {
  const format = useFormat();
  const { project } = useProject();
  return (iso) => (iso === null ? '–' : format.instant(iso, project.timeZone));
}
