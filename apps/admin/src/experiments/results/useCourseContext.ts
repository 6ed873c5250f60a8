import type { Experiment } from '@groundswell/contracts';
import { useFormat } from '../../i18n/useFormat.js';
import { useScheme } from '../../theme/useTokens.js';
import type { CourseContext } from './course-option.js';

export function useCourseContext({ variations }: Experiment): CourseContext {
  return { scheme: useScheme(), format: useFormat(), variations };
}
