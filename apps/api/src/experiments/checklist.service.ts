import type { Check, ExperimentPlan, PlanAnswer } from '@groundswell/contracts';
import {
  ClientKeyUseEntity,
  ExperimentEntity,
  MetricEntity,
  type ProjectEntity,
  ProjectKeyEntity,
} from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Not, Repository } from 'typeorm';
import {
  archivedCheck,
  goalCheck,
  holdoutCheck,
  hypothesisCheck,
  metricDataCheck,
  passed,
  powerCheck,
  targetingCheck,
  warning,
} from './checks.js';
import { PlannerService } from './planner.service.js';

/** What is looked at before a start. */
@Injectable()
export class ChecklistService {
  constructor(
    @InjectRepository(ExperimentEntity) private readonly rows: Repository<ExperimentEntity>,
    private readonly planner: PlannerService,
  ) {}

  async look(
    project: ProjectEntity,
    experiment: ExperimentEntity,
  ): Promise<{ checks: Check[]; plan: ExperimentPlan }> {
    const plan = await this.planOf(project, experiment);
    const { people, days, peoplePerDay } = plan;
    const checks = [
      goalCheck(experiment),
      ...archivedCheck(await this.archivedMetrics(experiment)),
      hypothesisCheck(experiment),
      await this.overlapCheck(experiment),
      ...holdoutCheck(await this.holdoutOf(experiment)),
      targetingCheck(plan),
      metricDataCheck(plan),
      await this.sdkCheck(project.id),
      powerCheck(plan, experiment),
    ];
    return { checks, plan: { people, days, peoplePerDay } };
  }

  private planOf(project: ProjectEntity, experiment: ExperimentEntity): Promise<PlanAnswer> {
    const { assignment, metrics, settings, variations } = experiment;
    const { condition, cohortIds, coverage, layer } = assignment;
    const { minimumEffect, alpha, power } = settings;
    return this.planner.plan(project, {
      metricId: metrics.find(({ role }) => role === 'goal')?.metricId,
      condition,
      cohortIds,
      // Nobody is as few as can be planned for.
      coverage: Math.max(coverage, Number.MIN_VALUE),
      layerShare: layer ? layer.range[1] - layer.range[0] : 1,
      weights: variations.map(({ weight }) => weight),
      minimumEffect,
      alpha,
      power,
    });
  }

  private async holdoutOf({ projectId, assignment: { holdoutId } }: ExperimentEntity) {
    return holdoutId === null ? null : this.rows.findOneBy({ projectId, id: holdoutId });
  }

  private async archivedMetrics({ projectId, metrics }: ExperimentEntity): Promise<string[]> {
    const id = In(metrics.map(({ metricId }) => metricId));
    const where = { projectId, id, archivedAt: Not(IsNull()) };
    const rows = await this.rows.manager.find(MetricEntity, { where, order: { id: 'ASC' } });
    return rows.map(({ name }) => name);
  }

  /** Whether the product asks us at all: without it a test is started for nobody. */
  private async sdkCheck(projectId: number): Promise<Check> {
    const { manager } = this.rows;
    const keys = await manager.findBy(ProjectKeyEntity, { projectId, kind: 'client', revokedAt: IsNull() });
    const uses = await manager.findBy(ClientKeyUseEntity, { keyId: In(keys.map(({ id }) => id)) });
    const times = uses
      .flatMap(({ fetchedAt, evaluatedAt }) => [fetchedAt, evaluatedAt])
      .filter((at) => at !== null);
    if (times.length === 0)
      return warning(
        'sdk',
        'none',
        'No SDK has come with a client key of this project yet. Its code is below.',
      );
    const last = new Date(Math.max(...times.map((at) => at.getTime())));
    const at = last.toISOString();
    return passed('sdk', 'last', `An SDK last came at ${at.slice(0, 16).replace('T', ' ')} UTC.`, { at });
  }

  /** Others that run may change the same people; what they share a layer or a holdout with cannot. */
  private async overlapCheck({ id, projectId, assignment, kind }: ExperimentEntity): Promise<Check> {
    const running = await this.rows.findBy({ projectId, state: 'running', kind: 'test', id: Not(id) });
    const others = running.filter(
      (other) => !assignment.layer || other.assignment.layer?.id !== assignment.layer.id,
    );
    if (kind === 'holdout' || others.length === 0)
      return passed('overlap', 'none', 'Nobody is in another running test at the same time.');
    const names = others.map(({ name }) => `"${name}"`).join(', ');
    return warning(
      'overlap',
      'others',
      `People may be in ${names} too. Where they change the same thing, put them into one layer.`,
      { names },
    );
  }
}
