import {
  groupOfCohort,
  ruleName,
  type AssignedExperiment,
  type DividedLayer,
  type PayloadSource,
  type RolloutProgress,
} from '@groundswell/assignment';
import { type CohortReach, flagDefinitionSchema, type FlagDefinition } from '@groundswell/contracts';
import {
  CohortDeliveries,
  CohortDeliveryEntity,
  ExperimentEntity,
  ExperimentLayerEntity,
  FlagEntity,
  FlagVersionEntity,
  RolloutGuardEntity,
} from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, type EntityManager, In, IsNull, MoreThan, Not } from 'typeorm';

/** Ids of members, of all projects together. */
const MAX_HELD_IDS = 5_000_000;

/** Who is in a cohort, as ids of theirs. */
export interface CohortMembers {
  version: number;
  reach: CohortReach;
  ids: ReadonlySet<string>;
}

/** What a project gives out, and as of which change. */
export interface ProjectFlags extends Pick<PayloadSource, 'flags' | 'experiments' | 'layers' | 'rollouts'> {
  /** Those that are targeted, by the names of their groups. */
  cohorts: ReadonlyMap<string, CohortMembers>;
  version: string;
  changedAt: Date;
}

/** Of a project in which nothing was ever given out. */
const NEVER = { version: '0', changedAt: new Date(0) };

/** Reads flags and experiments for delivery. */
@Injectable()
export class FlagSource {
  private readonly members = new LRUCache<number, CohortMembers>({
    maxSize: MAX_HELD_IDS,
    sizeCalculation: ({ ids }) => ids.size + 1,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly deliveries: CohortDeliveries,
  ) {}

  /** All as of one moment, so that the version is that of what is read with it. */
  read(projectId: number): Promise<ProjectFlags> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const version = await manager.findOneBy(FlagVersionEntity, { projectId });
      return {
        version: version?.version ?? NEVER.version,
        changedAt: version?.changedAt ?? NEVER.changedAt,
        ...(await flagsOf(manager, projectId)),
        experiments: await experimentsOf(manager, projectId),
        layers: await layersOf(manager, projectId),
        cohorts: await this.cohortsOf(manager, projectId),
      };
    });
  }

  /** Versions by project; a project in which nothing was ever given out is not among them. */
  async versions(projectIds: number[]): Promise<Map<number, string>> {
    const rows = await this.dataSource
      .getRepository(FlagVersionEntity)
      .find({ where: { projectId: In(projectIds) }, select: { projectId: true, version: true } });
    return new Map(rows.map(({ projectId, version }) => [projectId, version]));
  }

  versionIn(versions: ReadonlyMap<number, string>, projectId: number): string {
    return versions.get(projectId) ?? NEVER.version;
  }

  private async cohortsOf(manager: EntityManager, projectId: number): Promise<Map<string, CohortMembers>> {
    const where = { projectId, version: MoreThan(0) };
    const rows = await manager.find(CohortDeliveryEntity, { where, order: { cohortId: 'ASC' } });
    const cohorts = new Map<string, CohortMembers>();
    for (const row of rows) cohorts.set(groupOfCohort(row.cohortId), await this.membersOf(manager, row));
    return cohorts;
  }

  /** Read again only when they changed. */
  private async membersOf(
    manager: EntityManager,
    { cohortId, version, reach }: CohortDeliveryEntity,
  ): Promise<CohortMembers> {
    const held = this.members.get(cohortId);
    if (held?.version === version) return held;
    const members = { version, reach, ids: new Set(await this.deliveries.ids(cohortId, manager)) };
    this.members.set(cohortId, members);
    return members;
  }
}

async function flagsOf(
  manager: EntityManager,
  projectId: number,
): Promise<Pick<ProjectFlags, 'flags' | 'rollouts'>> {
  const where = { projectId, archivedAt: IsNull() };
  const rows = await manager.find(FlagEntity, { where, order: { id: 'ASC' } });
  return { flags: rows.map(definitionOf), rollouts: await rolloutsOf(manager, projectId, rows) };
}

async function rolloutsOf(
  manager: EntityManager,
  projectId: number,
  flags: FlagEntity[],
): Promise<Map<string, RolloutProgress>> {
  const guards = await manager.findBy(RolloutGuardEntity, { projectId, removedAt: IsNull() });
  const keys = new Map(flags.map(({ id, key }) => [id, key]));
  return new Map(
    guards.map(({ flagId, ruleId, round, rolledBackAt }) => [
      ruleName(keys.get(flagId) ?? '', ruleId),
      { round, isRolledBack: rolledBackAt !== null },
    ]),
  );
}

/** As SDKs are given it: rules of before a field was there have its default. */
export function definitionOf(row: FlagEntity): FlagDefinition {
  const { key, description, type, schema, defaultValue, environments, prerequisites, rules } = row;
  const fields = { key, description, type, schema, defaultValue, environments, prerequisites, rules };
  return flagDefinitionSchema.parse(fields);
}

async function experimentsOf(manager: EntityManager, projectId: number): Promise<AssignedExperiment[]> {
  const where = { projectId, state: Not('draft' as const) };
  const rows = await manager.find(ExperimentEntity, { where, order: { id: 'ASC' } });
  return rows.map(({ id, key, name, kind, state, variations, assignment, shippedVariation }) => ({
    ...{ id, key, name, kind, state, variations, assignment, shippedVariation },
  }));
}

async function layersOf(manager: EntityManager, projectId: number): Promise<Map<number, DividedLayer>> {
  const rows = await manager.findBy(ExperimentLayerEntity, { projectId });
  return new Map(rows.map(({ id, key, hashVersion }) => [id, { key, hashVersion }]));
}
