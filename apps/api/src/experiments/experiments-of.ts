import type { ExperimentState } from '@groundswell/contracts';
import { ExperimentEntity } from '@groundswell/postgres';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';

/** Experiments that take a range of a layer, in any of these states. */
export const experimentsOfLayer = (
  manager: EntityManager,
  projectId: number,
  layerId: number,
  states: readonly ExperimentState[],
): SelectQueryBuilder<ExperimentEntity> =>
  manager
    .createQueryBuilder(ExperimentEntity, 'row')
    .where({ projectId, state: In(states) })
    .andWhere(`row.assignment -> 'layer' ->> 'id' = :layerId`, { layerId: String(layerId) });

/** Tests that keep to a holdout, in whatever state, the oldest first. */
export const testsOfHoldout = (
  manager: EntityManager,
  { projectId, id }: Pick<ExperimentEntity, 'projectId' | 'id'>,
): SelectQueryBuilder<ExperimentEntity> =>
  manager
    .createQueryBuilder(ExperimentEntity, 'row')
    .where({ projectId })
    .andWhere(`row.assignment ->> 'holdoutId' = :holdoutId`, { holdoutId: String(id) })
    .orderBy('row.id');
