import {
  CLICKHOUSE,
  type ClickHouseClient,
  UnanswerableQuery,
  baselineFromHistory,
  dataRange,
  exposuresByDay,
} from '@groundswell/clickhouse';
import type { Filter, PlanAnswer, PlanProblem, PlanQuestion } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { MetricEntity, type ProjectEntity } from '@groundswell/postgres';
import { StatisticsError, type StatisticsFault } from '@groundswell/statistics';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DateTime } from 'luxon';
import { Repository } from 'typeorm';
import { AudiencesService } from '../audiences/audiences.service.js';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import { type Traffic, daysUntil, effectByWeek, peopleNeeded } from './duration.js';
import { filtersOfCondition } from './filters-of-condition.js';

const HISTORY_DAYS = 28;

type Base = NonNullable<PlanAnswer['baseline']>;
interface Found {
  history: PlanAnswer['history'];
  traffic: Traffic | null;
  baseline: Base | null;
}

/** How many people a test needs and how many days that takes, from the project's own history. */
@Injectable()
export class PlannerService {
  constructor(
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    @InjectRepository(MetricEntity) private readonly metrics: Repository<MetricEntity>,
    private readonly audiences: AudiencesService,
  ) {}

  /** @throws ProblemException 400 for a metric or a cohort that the project does not have, 503 while ClickHouse is away */
  async plan(project: ProjectEntity, question: PlanQuestion): Promise<PlanAnswer> {
    const { filters, notCounted } = filtersOfCondition(question.condition);
    filters.push(...membersOf(question.cohortIds));
    const metric = await this.metricOf(project, question.metricId);
    const asked = [{ filters }, metric?.definition];
    const settings = await this.audiences.settingsFor(project, asked).catch(orClickHouseProblem);
    const history = await this.historyOf(project).catch(orClickHouseProblem);
    const past = history && { ...history, event: question.event, filters };
    const newcomers = past && (await exposuresByDay(this.clickhouse, settings, past).catch(orPlanProblem));
    const share = question.coverage * question.layerShare;
    const traffic = newcomers && { newcomers: daily(past, newcomers), share };
    const counted =
      past && metric && !question.baseline
        ? await baselineFromHistory(this.clickhouse, settings, past, metric.definition).catch(orPlanProblem)
        : null;
    const baseline = given(question) ?? counted;
    return { notCounted, ...planOf(question, { history, traffic, baseline }, metric) };
  }

  private async metricOf({ id: projectId }: ProjectEntity, id?: number): Promise<MetricEntity | null> {
    if (id === undefined) return null;
    const metric = await this.metrics.findOneBy({ projectId, id });
    const message = `this project has no metric ${id}`;
    if (!metric) throw new ProblemException(400, `metricId: ${message}.`, [{ path: 'metricId', message }]);
    return metric;
  }

  /** The last four weeks with data, the last day left out while it is today's. */
  private async historyOf({ id, timeZone }: ProjectEntity): Promise<PlanAnswer['history']> {
    const range = await dataRange(this.clickhouse, id);
    if (!range) return null;
    const today = DateTime.now().setZone(timeZone).toISODate()!;
    const before = DateTime.fromISO(range.lastDay).minus({ days: 1 }).toISODate()!;
    const to = range.lastDay >= today && before >= range.firstDay ? before : range.lastDay;
    const begin = DateTime.fromISO(to)
      .minus({ days: HISTORY_DAYS - 1 })
      .toISODate()!;
    return { from: begin > range.firstDay ? begin : range.firstDay, to };
  }
}

const membersOf = (cohortIds: number[]): Filter[] =>
  cohortIds.length === 0 ? [] : [{ property: 'cohort', operator: 'in', value: cohortIds }];

function orPlanProblem(error: unknown): never {
  if (error instanceof UnanswerableQuery) throw new ProblemException(400, error.message);
  return orClickHouseProblem(error);
}

function daily({ from, to }: { from: string; to: string }, people: ReadonlyMap<string, number>): number[] {
  const days: number[] = [];
  for (let day = DateTime.fromISO(from); day.toISODate()! <= to; day = day.plus({ days: 1 }))
    days.push(people.get(day.toISODate()!) ?? 0);
  return days;
}

function given({ baseline }: PlanQuestion): Base | null {
  if (!baseline) return null;
  const { mean, variance = mean * (1 - mean) } = baseline;
  return { n: null, mean, variance };
}

function planOf(
  question: PlanQuestion,
  { history, traffic, baseline }: Found,
  metric: MetricEntity | null,
): Omit<PlanAnswer, 'notCounted'> {
  const peoplePerDay = traffic && perDay(traffic);
  const known = { history, peoplePerDay, baseline };
  const unplanned = (problemCode: PlanProblem, problem: string) => ({
    ...known,
    ...{ people: null, days: null, weeks: [], problem, problemCode },
  });
  const code = problemOf(question, { history, traffic, baseline }, metric);
  if (code !== null) return unplanned(code, PROBLEMS[code]);
  const sure = baseline!;
  const { weights } = question;
  try {
    const people = peopleNeeded(sure, weights, question);
    const days = traffic && daysUntil(people, traffic);
    const weeks = traffic ? effectByWeek(sure, weights, question, traffic) : [];
    return { ...known, people, days, weeks, problem: null, problemCode: null };
  } catch (error) {
    const fault = error instanceof StatisticsError ? FAULTS[error.fault] : undefined;
    if (fault === undefined) throw error;
    return unplanned(fault, PROBLEMS[fault]);
  }
}

/** Faults of what is planned; any other is one of ours. */
const FAULTS: Partial<Record<StatisticsFault, PlanProblem>> = {
  effectTooSmall: 'tooFine',
  meanZero: 'noVariance',
  noVariance: 'noVariance',
};

const perDay = ({ newcomers, share }: Traffic): number =>
  Math.round((share * newcomers.reduce((sum, people) => sum + people, 0)) / Math.max(newcomers.length, 1));

const PROBLEMS: Record<PlanProblem, string> = {
  weights: 'The control and another variation need a weight above 0.',
  metric: 'Choose a goal metric, or give its mean.',
  noHistory: 'This project has no events yet: give the mean of the metric.',
  baselineUnknown: 'History does not tell what this metric comes to: give its mean and variance.',
  noVariance: 'The metric was the same of everybody in these days, so there is nothing to plan by.',
  tooFine: 'The lift is too small to be planned for.',
};

function problemOf(question: PlanQuestion, { history, baseline }: Found, metric: MetricEntity | null) {
  const { weights } = question;
  if (weights.filter((weight) => weight > 0).length < 2 || !(weights[0]! > 0)) return 'weights';
  if (!baseline) return metric ? (history ? 'baselineUnknown' : 'noHistory') : 'metric';
  return baseline.variance > 0 && baseline.mean !== 0 ? null : 'noVariance';
}
