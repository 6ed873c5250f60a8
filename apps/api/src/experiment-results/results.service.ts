import { type Analysis, UnanswerableQuery } from '@groundswell/clickhouse';
import type { ExperimentResults } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { type ExperimentEntity, MetricEntity, type ProjectEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { AudiencesService } from '../audiences/audiences.service.js';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import { type Assembled, assembleResults } from './assemble-results.js';
import { FactsCache } from './facts-cache.js';
import { warning } from './health-warnings.js';

/** What an experiment came to, computed from the events: once for as long as they are the same. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly facts: FactsCache,
    @InjectRepository(MetricEntity) private readonly metrics: Repository<MetricEntity>,
    private readonly audiences: AudiencesService,
  ) {}

  /** @throws ProblemException 400 for a slice by what is no property, 503 when ClickHouse is away */
  async of(project: ProjectEntity, experiment: ExperimentEntity): Promise<ExperimentResults> {
    const started = performance.now();
    const { startedAt, stoppedAt } = experiment;
    const { results, at } = await this.measure(project, experiment);
    results.health.warnings.push(...rawWarning(project, experiment));
    return {
      ...results,
      computedAt: at.toISOString(),
      tookMs: Math.round(performance.now() - started),
      from: startedAt?.toISOString() ?? null,
      to: (stoppedAt ?? (startedAt && at))?.toISOString() ?? null,
    };
  }

  /** Of an experiment, or of what is measured as one. @throws ProblemException as `of` */
  async measure(project: ProjectEntity, measured: Measured): Promise<{ results: Assembled; at: Date }> {
    const { startedAt, stoppedAt } = measured;
    const ids = measured.metrics.map(({ metricId }) => metricId);
    const defined = await this.metrics.findBy({ projectId: project.id, id: In(ids) });
    const analysis = analysisOf(measured, defined);
    const settings = await this.audiences.settingsFor(project, propertiesOf(analysis)).catch(explain);
    // Of a draft the exposures that were imported are shown; live ones there are none.
    const limits = { start: startedAt, end: stoppedAt };
    const { facts, at } = await this.facts.of(settings, analysis, limits).catch(explain);
    const asked = { ...measured, plannedPeople: measured.planned?.people ?? null };
    return { results: assembleResults(asked, defined, facts), at };
  }
}

/** What results depend on. */
export type Measured = Pick<
  ExperimentEntity,
  'key' | 'variations' | 'metrics' | 'settings' | 'startedAt' | 'stoppedAt' | 'planned' | 'weightChanges'
>;

/** Everything that is asked, but when it began and ended. */
type Asked = Omit<Analysis, 'start' | 'end'>;

function analysisOf({ key, variations, settings }: Measured, defined: MetricEntity[]): Asked {
  return {
    key,
    variations,
    metrics: defined.map(({ id, definition }) => ({ id, definition })),
    // Clusters are ratios, to which no covariate is applied; bandits are put together by days without one.
    cupedDays: settings.cuped && settings.clusterBy === null && !settings.bandit ? settings.cupedDays : null,
    clusterBy: settings.clusterBy,
    slices: settings.clusterBy === null ? settings.slices : [],
  };
}

/** Everything that may name what is known of people. */
function propertiesOf({ metrics, slices, clusterBy }: Asked): unknown {
  const cuts = clusterBy === null ? slices : [...slices, clusterBy];
  return [metrics, cuts.map((property) => ({ property }))];
}

function rawWarning({ rawFrom }: ProjectEntity, { startedAt }: ExperimentEntity) {
  if (rawFrom === null || startedAt === null || startedAt.toISOString().slice(0, 10) >= rawFrom) return [];
  const message = `Raw events before ${rawFrom} were deleted: who was exposed before is not in these numbers.`;
  return [warning('rawEventsDeleted', message, { date: rawFrom })];
}

function explain(error: unknown): never {
  if (error instanceof UnanswerableQuery) throw new ProblemException(400, error.message);
  return orClickHouseProblem(error);
}
