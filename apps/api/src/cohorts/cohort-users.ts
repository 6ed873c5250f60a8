import { findCohort } from '@groundswell/clickhouse';
import { ProblemException } from '@groundswell/platform';
import {
  AlertEntity,
  type CohortEntity,
  ExperimentEntity,
  FlagEntity,
  MetricEntity,
  ReportEntity,
} from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { askedOfPeople } from '../audiences/about-people.js';

/** Where a cohort is used. */
@Injectable()
export class CohortUsers {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws ProblemException 409 with a sentence that says where */
  async mustHaveNone(cohort: CohortEntity): Promise<void> {
    const places = await this.of(cohort);
    if (places.length === 0) return;
    const some = places.slice(0, 3).join(', ');
    const more = places.length > 3 ? ` and ${places.length - 3} more` : '';
    throw new ProblemException(
      409,
      `"${cohort.name}" is used by ${some}${more}. Take it out there first, then delete it.`,
    ).coded('cohort_in_use', { name: cohort.name, places: `${some}${more}` });
  }

  private async of(cohort: CohortEntity): Promise<string[]> {
    const { projectId } = cohort;
    const manager = this.dataSource.manager;
    const reports = (await manager.findBy(ReportEntity, { projectId })).filter(({ query }) =>
      names(query, cohort),
    );
    const alerts = await manager.findBy(AlertEntity, {
      projectId,
      reportId: In(reports.map(({ id }) => id)),
    });
    const experiments = (await manager.findBy(ExperimentEntity, { projectId })).filter(({ assignment }) =>
      assignment.cohortIds.includes(cohort.id),
    );
    const flags = (await manager.findBy(FlagEntity, { projectId })).filter(({ rules }) =>
      rules.some(({ cohortIds }) => cohortIds.includes(cohort.id)),
    );
    const metrics = (await manager.findBy(MetricEntity, { projectId })).filter(({ definition }) =>
      names(definition, cohort),
    );
    return [
      ...reports.map(({ name }) => `the report "${name}"`),
      ...alerts.map(({ name }) => `the alert "${name}"`),
      ...experiments.map(({ name }) => `the experiment "${name}"`),
      ...flags.map(({ key }) => `the flag "${key}"`),
      ...metrics.map(({ name }) => `the metric "${name}"`),
    ];
  }
}

const names = (query: unknown, cohort: CohortEntity): boolean =>
  askedOfPeople(query).cohorts.some((name) => findCohort([cohort], name) !== undefined);
