import type { ReportDays } from '@groundswell/contracts';
import type { ProjectEntity, ReportEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { ProjectsService } from '../projects/projects.service.js';
import { parseQuery } from '../queries/parse-query.js';
import type { Query } from '../queries/query.dto.js';
import { type Answer, QueryService } from '../queries/query.service.js';

/** Answers saved reports, as of now. */
@Injectable()
export class ReportAnswers {
  /** The same question asked by many at once is answered once. */
  private readonly running = new Map<string, Promise<Answer>>();

  constructor(
    private readonly queries: QueryService,
    private readonly projects: ProjectsService,
  ) {}

  /** With the days that were asked about: those of a report may move. @throws ProblemException as the query does */
  async answer(project: ProjectEntity, report: ReportEntity): Promise<Answer & ReportDays> {
    const query = parseQuery(await this.withDays(project, report));
    const { from, to } = query;
    return { ...(await this.once(project, query)), days: { from, to } };
  }

  private once(project: ProjectEntity, query: Query): Promise<Answer> {
    const key = JSON.stringify([project.id, project.version, query]);
    const running = this.running.get(key);
    if (running) return running;
    const asked = this.queries.answer(project, query).finally(() => this.running.delete(key));
    this.running.set(key, asked);
    return asked;
  }

  /** Moving days end where the project's data does, and begin no earlier than it. */
  private async withDays(project: ProjectEntity, { query, lastDays }: ReportEntity): Promise<Query> {
    if (lastDays === null) return query as unknown as Query;
    const range = await this.projects.range(project.id);
    return { ...query, ...lastDaysOf(lastDays, range, todayIn(project.timeZone)) } as unknown as Query;
  }
}

export function lastDaysOf(
  days: number,
  range: { firstDay: string; lastDay: string } | null,
  today: string,
): { from: string; to: string } {
  const to = range && range.lastDay < today ? range.lastDay : today;
  const from = DateTime.fromISO(to, { zone: 'utc' })
    .minus({ days: days - 1 })
    .toFormat('yyyy-MM-dd');
  const isBeforeData = range !== null && from < range.firstDay && range.firstDay <= to;
  return { from: isBeforeData ? range.firstDay : from, to };
}

function todayIn(timeZone: string): string {
  return DateTime.now().setZone(timeZone).toFormat('yyyy-MM-dd');
}
