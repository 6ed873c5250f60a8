import type { AlertMeasure, AlertRule, AlertVerdict, SeriesPoint } from '@groundswell/contracts';
import type { ProjectEntity, ReportEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { parseQuery } from '../queries/parse-query.js';
import { QueryService } from '../queries/query.service.js';
import { SEASONS, intervalOf, withHistory } from './history.js';
import { seriesOf } from './series-of.js';
import { verdictOf } from './verdict.js';

/** Asks a report for the days that a rule needs, and judges the last bucket that is complete. */
@Injectable()
export class AlertLook {
  constructor(private readonly queries: QueryService) {}

  /** @throws ProblemException as the query does */
  async look(
    project: ProjectEntity,
    report: ReportEntity,
    measure: AlertMeasure,
    rule: AlertRule,
  ): Promise<{ series: SeriesPoint[]; verdict: AlertVerdict }> {
    const saved = parseQuery(report.query);
    const today = DateTime.now().setZone(project.timeZone).toFormat('yyyy-MM-dd');
    const query = parseQuery(withHistory(saved, rule, measure.period, today));
    const series = seriesOf(await this.queries.answer(project, query), measure);
    return { series, verdict: verdictOf(series, rule, SEASONS[intervalOf(query)]) };
  }
}
