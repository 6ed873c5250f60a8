import type { Check, CheckName, ExperimentPlan, PlanAnswer } from '@groundswell/contracts';
import {
  ClientKeyUseEntity,
  ExperimentEntity,
  type ProjectEntity,
  ProjectKeyEntity,
} from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Not, Repository } from 'typeorm';
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
      hypothesisCheck(experiment),
      await this.overlapCheck(experiment),
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

  /** Whether the product asks us at all: without it a test is started for nobody. */
  private async sdkCheck(projectId: number): Promise<Check> {
    const { manager } = this.rows;
    const keys = await manager.findBy(ProjectKeyEntity, { projectId, kind: 'client', revokedAt: IsNull() });
    const uses = await manager.findBy(ClientKeyUseEntity, { keyId: In(keys.map(({ id }) => id)) });
    const times = uses
      .flatMap(({ fetchedAt, evaluatedAt }) => [fetchedAt, evaluatedAt])
      .filter((at) => at !== null);
    if (times.length === 0)
      return warning('sdk', 'No SDK has come with a client key of this project yet. Its code is below.');
    const last = new Date(Math.max(...times.map((at) => at.getTime())));
    return passed('sdk', `An SDK last came at ${last.toISOString().slice(0, 16).replace('T', ' ')} UTC.`);
  }

  /** Others that run may change the same people; what they share a layer or a holdout with cannot. */
  private async overlapCheck({ id, projectId, assignment, kind }: ExperimentEntity): Promise<Check> {
    const running = await this.rows.findBy({ projectId, state: 'running', kind: 'test', id: Not(id) });
    const others = running.filter(
      (other) => !assignment.layer || other.assignment.layer?.id !== assignment.layer.id,
    );
    if (kind === 'holdout' || others.length === 0)
      return passed('overlap', 'Nobody is in another running test at the same time.');
    const names = others.map(({ name }) => `"${name}"`).join(', ');
    return warning(
      'overlap',
      `People may be in ${names} too. Where they change the same thing, put them into one layer.`,
    );
  }
}

function goalCheck({ metrics }: ExperimentEntity): Check {
  return metrics.some(({ role }) => role === 'goal')
    ? passed('goal', 'It has a goal metric.')
    : blocking('goal', 'It has no goal metric. Choose the one that the verdict is about.');
}

function hypothesisCheck({ hypothesis }: ExperimentEntity): Check {
  return hypothesis !== ''
    ? passed('hypothesis', 'The hypothesis is written down.')
    : warning('hypothesis', 'There is no hypothesis. Say what is expected to change, and why.');
}

function targetingCheck({ peoplePerDay, history, notCounted }: PlanAnswer): Check {
  if (!history)
    return warning('targeting', 'This project has no events yet, so nobody knows how many will be in it.');
  if (!peoplePerDay)
    return warning(
      'targeting',
      'Nobody of the last four weeks would have been in it. Look at whom it targets.',
    );
  const without =
    notCounted.length > 0 ? ` History does not know ${notCounted.join(', ')}, so they may be fewer.` : '';
  return passed('targeting', `About ${peoplePerDay} new people a day would be in it.${without}`);
}

function metricDataCheck({ baseline, history, problem }: PlanAnswer): Check {
  if (baseline && baseline.mean !== 0 && baseline.variance > 0)
    return passed('metricData', 'The goal has data of the last four weeks.');
  if (history && problem?.startsWith('History'))
    return passed('metricData', 'History does not tell what the goal comes to; watch it after the start.');
  return warning('metricData', 'The goal has no data of the last four weeks. Is its event being sent?');
}

/** More than two months, and people have long lost their cookies. */
const LONG_DAYS = 60;

function powerCheck({ people, days }: PlanAnswer, { settings, kind }: ExperimentEntity): Check {
  const effect = `${Number((settings.minimumEffect * 100).toPrecision(3))} %`;
  if (people === null)
    return warning('power', `It is not known how long it takes to see a lift of ${effect}.`);
  if (days === null)
    return warning('power', `A lift of ${effect} needs ${people} people, more than come in two years.`);
  const sentence = `A lift of ${effect} needs ${people} people, about ${days} days.`;
  if (days > LONG_DAYS && kind === 'test')
    return warning('power', `${sentence} Aim at a larger effect, or test with more people.`);
  return passed('power', sentence);
}

export const passed = (check: CheckName, detail: string): Check => ({ check, outcome: 'passed', detail });
export const warning = (check: CheckName, detail: string): Check => ({ check, outcome: 'warning', detail });
export const blocking = (check: CheckName, detail: string): Check => ({ check, outcome: 'blocking', detail });
