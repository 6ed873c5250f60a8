import type { AssignmentContext } from '../context.js';
import type { ParentCondition } from '../definitions.js';
import { evalCondition } from '../targeting/eval-condition.js';
import { evalWithin } from './eval-feature.js';

export type ParentsVerdict = 'met' | 'unmet' | 'gateClosed' | 'cyclic';

/** Whether the features that are asked first have the values they must have; the first that has not decides. */
export function meetsParents(
  parents: readonly ParentCondition[],
  context: AssignmentContext,
  path: readonly string[],
): ParentsVerdict {
  for (const { id, condition, gate } of parents) {
    const { value, source } = evalWithin(context, id, path);
    if (source === 'cyclicPrerequisite') return 'cyclic';
    if (!evalCondition({ value }, condition ?? {}, context.savedGroups)) return gate ? 'gateClosed' : 'unmet';
  }
  return 'met';
}
