import {
  type ActiveUsersAnswer,
  type ActiveUsersQuery,
  type BenchmarkAnswer,
  type BenchmarkQuery,
  type OwnInterval,
  ownIntervalOf,
} from '@groundswell/contracts';
import { Calendar, type ProjectSettings } from '@groundswell/clickhouse';
import { PanelFigureEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, Repository } from 'typeorm';
import { type OwnFigure, benchmarkRows } from './benchmark-rows.js';
import { firstCompared } from './month-before.js';

type AskActiveUsers = (query: ActiveUsersQuery) => Promise<ActiveUsersAnswer>;

/** Figures of third parties beside what the project measured itself. */
@Injectable()
export class BenchmarkService {
  constructor(@InjectRepository(PanelFigureEntity) private readonly figures: Repository<PanelFigureEntity>) {}

  /**
   * @param activeUsers answers the question for own truth
   * @param firstDay the first day of data; null while there are none
   */
  async answer(
    project: ProjectSettings,
    query: BenchmarkQuery,
    activeUsers: AskActiveUsers,
    firstDay: string | null,
  ): Promise<BenchmarkAnswer> {
    const started = performance.now();
    const { metric, from, to, ownSubject } = query;
    const figures = await this.figures.find({
      where: { projectId: project.id, metric, date: Between(firstCompared(from), to) },
      order: { date: 'ASC', subject: 'ASC' },
    });
    const interval = ownIntervalOf(metric);
    const truth = interval && (await activeUsers(ownQuery(query, interval)));
    const calendar = new Calendar(project.weekStart);
    const answer = benchmarkRows({
      figures,
      own: truth && interval && ownFigures(truth, firstDay, (first) => calendar.lastDay(interval, first)),
      range: { from, to },
      ownSubject,
      periodOf: (date) => (interval ? calendar.startOf(interval, date) : date),
    });
    return {
      kind: 'benchmark',
      metric,
      timeZone: project.timeZone,
      source: truth?.source ?? 'rollup',
      computedAt: new Date().toISOString(),
      tookMs: performance.now() - started,
      ...answer,
    };
  }
}

/** From a month before the range, so that the first period has something to be compared with. */
function ownQuery({ from, to, traffic, engine }: BenchmarkQuery, interval: OwnInterval): ActiveUsersQuery {
  const query = { kind: 'activeUsers' as const, from: firstCompared(from), to, interval };
  return { ...query, traffic, engine, format: 'json' };
}

function ownFigures(
  { rows }: ActiveUsersAnswer,
  firstDay: string | null,
  lastDayOf: (first: string) => string,
): OwnFigure[] {
  return rows.map(({ bucket, users, complete }) => {
    const figure = { date: bucket, value: users, complete };
    if (firstDay === null || lastDayOf(bucket) < firstDay) return { ...figure, lacks: 'all' };
    return bucket < firstDay ? { ...figure, lacks: 'part' } : figure;
  });
}
