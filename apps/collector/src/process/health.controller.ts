import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { exposeMetrics, metrics, ProblemException } from '@groundswell/platform';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Health and metrics of the collector as a process of its own. */
@Controller()
export class HealthController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly dataSource: DataSource,
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
}
