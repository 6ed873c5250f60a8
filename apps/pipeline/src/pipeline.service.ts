import { CLICKHOUSE, type ClickHouseClient } from '@groundswell/clickhouse';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import {
  BatchIntents,
  DeadLetterStore,
  DeletedProjectEntity,
  ErasedIds,
  IdentityStore,
  ProjectEntity,
  fixZones,
} from '@groundswell/postgres';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { Repository } from 'typeorm';
import { OutageReporter } from './outage/outage-reporter.js';
import { Pipeline } from './pipeline.js';
import { clickHouseEventStore } from './ports/clickhouse-event-store.js';
import { storedIntents } from './ports/stored-intents.js';
import { StoredProjects } from './projects/stored-projects.js';

const RETRY_MS = 1000;

/** Runs the pipeline for as long as the application does. */
@Injectable()
export class PipelineService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Pipeline');
  private readonly outages = new OutageReporter(this.logger);
  private readonly pipeline: Pipeline;
  private readonly stopping = new AbortController();
  private starting: Promise<void> = Promise.resolve();
  private started = false;

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    @Inject(CLICKHOUSE) clickhouse: ClickHouseClient,
    @InjectRepository(ProjectEntity) projects: Repository<ProjectEntity>,
    identities: IdentityStore,
    intents: BatchIntents,
    deadLetters: DeadLetterStore,
    erased: ErasedIds,
  ) {
    const ports = {
      projects: new StoredProjects(
        (ids) => fixZones(projects.manager, ids),
        Date.now,
        projects.manager.getRepository(DeletedProjectEntity),
      ),
      identities,
      erased,
      intents: storedIntents(intents),
      deadLetters,
      events: clickHouseEventStore(clickhouse),
    };
    this.pipeline = new Pipeline({ log, ports, logger: this.logger });
  }

  /** True while it reads the log. */
  get running(): boolean {
    return this.started && !this.stopping.signal.aborted;
  }

  /** Does not wait: a log that is slow to come up must not keep requests from being served. */
  onApplicationBootstrap(): void {
    this.starting = this.startUntilItWorks();
  }

  /** Waits for the batches in hand. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.starting;
    await this.pipeline.stop();
  }

  private async startUntilItWorks(): Promise<void> {
    while (!this.stopping.signal.aborted && !this.started) {
      try {
        await this.pipeline.start();
        this.started = true;
        this.outages.worked('Starting the pipeline');
      } catch (error) {
        this.outages.failed('Starting the pipeline', error);
        await pause(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }
}
