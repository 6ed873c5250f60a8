import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { exposeMetrics, metrics, ProblemException } from '@groundswell/platform';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CLICKHOUSE, type ClickHouseClient } from '@groundswell/clickhouse';
import { PipelineService } from '../pipeline.service.js';

/** Health and metrics of the pipeline as a process of its own. */
@Controller()
export class HealthController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    private readonly dataSource: DataSource,
    private readonly pipeline: PipelineService,
  ) {}

  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 with the part that is not ready. */
  @Get('health/ready')
  async ready(): Promise<{ status: 'ok' }> {
    await this.check('The event log', () => this.log.ping());
    await this.check('PostgreSQL', () => this.dataSource.query('SELECT 1'));
    await this.check('ClickHouse', () => this.pingClickHouse());
    if (!this.pipeline.running)
      throw new ProblemException(503, 'The pipeline does not read the log yet.', undefined, 1);
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('content-type', metrics.contentType)
  metrics(): Promise<string> {
    return exposeMetrics();
  }

  private async check(part: string, look: () => Promise<unknown>): Promise<void> {
    try {
      await look();
    } catch {
      throw new ProblemException(503, `${part} cannot be reached now.`, undefined, 1);
    }
  }

  private async pingClickHouse(): Promise<void> {
    const result = await this.clickhouse.ping();
    if (!result.success) throw result.error;
  }
}
