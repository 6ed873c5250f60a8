import {
  CLICKHOUSE,
  type ClickHouseClient,
  type ProjectSettings,
  UnanswerableQuery,
  activeUsers,
  retention,
} from '@groundswell/clickhouse';
import type { ActiveUsersAnswer, RetentionAnswer } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import type { ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { orClickHouseProblem } from './clickhouse-problem.js';
import type { Query } from './query.dto.js';

export type Answer = ActiveUsersAnswer | RetentionAnswer;

@Injectable()
export class QueryService {
  constructor(@Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient) {}

  /** @throws ProblemException 400 when the forced engine cannot answer, 503 when ClickHouse is away */
  async answer(project: ProjectEntity, query: Query): Promise<Answer> {
    const started = performance.now();
    const answer = await this.ask(settingsOf(project), query).catch(explain);
    return { ...answer, tookMs: Math.round((performance.now() - started) * 10) / 10 };
  }

  private ask(settings: ProjectSettings, query: Query): Promise<Answer> {
    const now = new Date();
    switch (query.kind) {
      case 'activeUsers':
        return activeUsers(this.clickhouse, settings, query, now);
      case 'retention':
        return retention(this.clickhouse, settings, query, now);
    }
  }
}

function settingsOf({ id, timeZone, weekStart, activeEvents }: ProjectEntity): ProjectSettings {
  return { id, timeZone, weekStart, activeEvents };
}

function explain(error: unknown): never {
  if (error instanceof UnanswerableQuery) throw new ProblemException(400, error.message);
  return orClickHouseProblem(error);
}
