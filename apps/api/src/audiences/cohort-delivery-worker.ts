import { CLICKHOUSE, type ClickHouseClient, cohortPart } from '@groundswell/clickhouse';
import { CohortDeliveries, type CohortEntity, type Members, ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { RepeatedWorker } from '../workers/repeated-worker.js';
import { AudiencesService } from './audiences.service.js';

/** So soon a cohort that was changed, or is targeted from now on, is looked at. */
const EVERY_MS = 1_000;
const SWEEP_MS = 600_000;
/** Of one cohort; who is beyond it is in none of the first. */
const MOST_PEOPLE = 20_000_000;

/** Keeps who is in targeted cohorts, for what SDKs are given (docs/adr/0032-cohorts-in-flags.md). */
@Injectable()
export class CohortDeliveryWorker extends RepeatedWorker {
  private sweptAt = 0;

  constructor(
    private readonly deliveries: CohortDeliveries,
    private readonly audiences: AudiencesService,
    @InjectRepository(ProjectEntity) private readonly projects: Repository<ProjectEntity>,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {
    super('Cohorts', EVERY_MS);
  }

  async turn(): Promise<void> {
    await this.attempt(async () => {
      while (!this.isStopped && (await this.next()));
      await this.sweep();
    }, 'Members of cohorts cannot be brought to flags and are tried again');
  }

  /** @returns whether there may be more */
  private async next(): Promise<boolean> {
    const cohort = await this.deliveries.claim();
    if (!cohort) return false;
    const kept = await this.attempt(
      () => this.keep(cohort),
      `Members of cohort ${cohort.id} cannot be brought to flags`,
    );
    if (!kept) await this.deliveries.release(cohort.id);
    return true;
  }

  private async keep(cohort: CohortEntity): Promise<void> {
    const from = performance.now();
    const members = await this.membersOf(cohort);
    await this.deliveries.keep(cohort, members, performance.now() - from);
  }

  /** A list is known without ClickHouse. */
  private async membersOf(cohort: CohortEntity): Promise<Members> {
    if (cohort.kind === 'list') return 'list';
    const project = await this.projects.findOneByOrFail({ id: cohort.projectId });
    const settings = await this.audiences.withCohorts(project, [cohort]);
    const [audience] = settings.audiences.cohorts;
    return cohortPart(this.clickhouse, settings, audience!, { page: 1, perPage: MOST_PEOPLE });
  }

  private async sweep(): Promise<void> {
    if (Date.now() - this.sweptAt < SWEEP_MS) return;
    this.sweptAt = Date.now();
    await this.deliveries.forgetUnused();
  }
}
