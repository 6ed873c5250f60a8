import type { Prerequisite } from '@groundswell/contracts';
import type { Condition, ParentCondition } from '../definitions.js';
import { groupOfCohort } from './source.js';

export interface Targeting {
  condition: Condition;
  cohortIds: readonly number[];
}

/**
 * Both conditions and one of the cohorts. Of a cohort that is too large or too personal SDKs are not told who is in it, so
 * that there nobody is; the server knows (OFREP, remote evaluation).
 */
export function conditionOf(hashAttribute: string, ...all: readonly Targeting[]): Condition | undefined {
  const conditions = all.flatMap(({ condition, cohortIds }) => [
    condition,
    ...(cohortIds.length > 0 ? [anyCohort(hashAttribute, cohortIds)] : []),
  ]);
  const asked = conditions.filter((condition) => Object.keys(condition).length > 0);
  return asked.length > 1 ? { $and: asked } : asked[0];
}

function anyCohort(hashAttribute: string, cohortIds: readonly number[]): Condition {
  const groups = cohortIds.map((id) => ({ [hashAttribute]: { $inGroup: groupOfCohort(id) } }));
  return groups.length === 1 ? groups[0]! : { $or: groups };
}

export function parentsOf(prerequisites: readonly Prerequisite[], gate = false): ParentCondition[] {
  return prerequisites.map(({ key, condition }) => ({ id: key, condition, ...(gate ? { gate } : {}) }));
}
