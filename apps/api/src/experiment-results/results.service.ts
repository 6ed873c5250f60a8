import {
  type Analysis,
  CLICKHOUSE,
  type ClickHouseClient,
  UnanswerableQuery,
  experimentFacts,
} from '@groundswell/clickhouse';
import type { ExperimentResults } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { type ExperimentEntity, MetricEntity, type ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { AudiencesService } from '../audiences/audiences.service.js';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import { assembleResults } from './assemble-results.js';

/** What an experiment came to, computed anew from the events at every asking. */
@Injectable()
export class ResultsService {
  constructor(
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    @InjectRepository(MetricEntity) private readonly metrics: Repository<MetricEntity>,
    private readonly audiences: AudiencesService,
  ) {}

  /** @throws ProblemException 400 for a slice by what is no property, 503 when ClickHouse is away */
  async of(project: ProjectEntity, experiment: ExperimentEntity): Promise<ExperimentResults> {
    const started = performance.now();
    const now = new Date();
    const { startedAt, stoppedAt } = experiment;
    const ids = experiment.metrics.map(({ metricId }) => metricId);
    const defined = await this.metrics.findBy({ projectId: project.id, id: In(ids) });
    const analysis = analysisOf(experiment, defined, now);
    const settings = await this.audiences.settingsFor(project, analysis.metrics).catch(explain);
    const facts = await experimentFacts(this.clickhouse, settings, analysis).catch(explain);
    const asked = { ...experiment, plannedPeople: experiment.planned?.people ?? null };
    const results = assembleResults(asked, defined, facts);
    results.health.warnings.push(...rawWarning(project, experiment));
    return {
      ...results,
      computedAt: now.toISOString(),
      tookMs: Math.round(performance.now() - started),
      from: startedAt?.toISOString() ?? null,
      to: (stoppedAt ?? (startedAt && now))?.toISOString() ?? null,
    };
  }
}

/** Of a draft the exposures that were imported are shown; live ones there are none. */
function analysisOf(experiment: ExperimentEntity, defined: MetricEntity[], now: Date): Analysis {
  const { key, variations, settings, startedAt, stoppedAt } = experiment;
  return {
    key,
    variations,
    start: startedAt ?? now,
    end: stoppedAt ?? now,
    metrics: defined.map(({ id, definition }) => ({ id, definition })),
    // Clusters are ratios, to which no covariate is applied.
    cupedDays: settings.cuped && settings.clusterBy === null ? settings.cupedDays : null,
    clusterBy: settings.clusterBy,
    slices: settings.clusterBy === null ? settings.slices : [],
  };
}

function rawWarning({ rawFrom }: ProjectEntity, { startedAt }: ExperimentEntity) {
  if (rawFrom === null || startedAt === null || startedAt.toISOString().slice(0, 10) >= rawFrom) return [];
  const message = `Raw events before ${rawFrom} were deleted: who was exposed before is not in these numbers.`;
  return [{ code: 'rawEventsDeleted' as const, message }];
}

function explain(error: unknown): never {
  if (error instanceof UnanswerableQuery) throw new ProblemException(400, error.message);
  return orClickHouseProblem(error);
}
