import { ProblemException } from '@groundswell/platform';
import {
  AlertDeliveryEntity,
  AlertEntity,
  AlertRunEntity,
  type ProjectEntity,
  ReportEntity,
} from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { AlertMeasure, AlertRule } from '@groundswell/contracts';
import { codeOfReason } from '../http/coded-reason.js';
import { parseQuery } from '../queries/parse-query.js';
import { AlertLook } from './alert-look.js';
import { AlertSender } from './alert-sender.js';
import { messageOf } from './message.js';
import { measureProblem } from './series-of.js';

/** What alerts are checked by before they are kept, and tried out with. */
@Injectable()
export class AlertsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly looks: AlertLook,
    private readonly sender: AlertSender,
  ) {}

  /** @throws ProblemException 400 for a report of another project, or one that the measure does not fit */
  async watched(projectId: number, reportId: number, measure: AlertMeasure): Promise<ReportEntity> {
    const report = await this.dataSource.getRepository(ReportEntity).findOneBy({ id: reportId, projectId });
    const problem: [string, string] | null = report
      ? measureProblem(parseQuery(report.query), measure)
      : ['reportId', `this project has no report ${reportId}`];
    if (!problem) return report!;
    const [path, message] = problem;
    throw new ProblemException(400, `${path}: ${message}.`, [{ path, message }]);
  }

  async preview(project: ProjectEntity, reportId: number, measure: AlertMeasure, rule: AlertRule) {
    return this.looks.look(project, await this.watched(project.id, reportId, measure), measure, rule);
  }

  /** Sends a test to every channel now, and says how each went. */
  async test(alert: AlertEntity, publicUrl: string | undefined) {
    const told = {
      state: 'waiting',
      bucket: null,
      value: null,
      low: null,
      high: null,
      problem: null,
    } as const;
    const message = messageOf(alert, told, publicUrl);
    return Promise.all(
      alert.channels.map(async (channel) => {
        const problem = await this.sender.send(alert.projectId, channel, message).then(
          () => null,
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
        return { channelId: channel.id, sent: problem === null, ...codedProblem(problem) };
      }),
    );
  }

  /** What the alert saw, the newest first, with what became of the messages. */
  async runs(alertId: number, page: number, perPage: number) {
    const [rows, total] = await this.dataSource.getRepository(AlertRunEntity).findAndCount({
      where: { alertId },
      order: { id: 'DESC' },
      skip: (page - 1) * perPage,
      take: perPage,
    });
    const deliveries = await this.dataSource
      .getRepository(AlertDeliveryEntity)
      .findBy({ runId: In(rows.map(({ id }) => id)) });
    const data = rows.map(({ alertId: _, createdAt, ...row }) => ({
      ...row,
      ...codedProblem(row.problem),
      createdAt: createdAt.toISOString(),
      deliveries: deliveries
        .filter(({ runId }) => runId === row.id)
        .map(({ channelId, state, attempts, problem }) => ({
          ...{ channelId, state, attempts },
          ...codedProblem(problem),
        })),
    }));
    return { data, total };
  }
}

const codedProblem = (problem: string | null) => ({
  problem,
  problemCode: problem === null ? null : codeOfReason(problem),
});
