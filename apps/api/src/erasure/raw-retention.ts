import { CLICKHOUSE, type ClickHouseClient, deleteRawBefore, rawHorizon } from '@groundswell/clickhouse';
import { isOutage } from '@groundswell/platform';
import { ErasureStore, ProjectEntity } from '@groundswell/postgres';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, Repository } from 'typeorm';

const LOOK_EVERY_MS = 3_600_000;

/**
 * Deletes raw events that are older than their project keeps them, once a day of its calendar. Where answers can begin is
 * written down before anything is deleted, so that none counts a day of which only a part is left.
 */
@Injectable()
export class RawRetention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('RawRetention');
  /** Up to which day each project was looked through. */
  private readonly done = new Map<number, string>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @InjectRepository(ProjectEntity) private readonly projects: Repository<ProjectEntity>,
    private readonly store: ErasureStore,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  onApplicationBootstrap(): void {
    const look = () => void (this.running = this.running.then(() => this.look()));
    this.timer = setInterval(look, LOOK_EVERY_MS).unref();
    look();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** All projects, unless another process changes what is stored just now. */
  async run(now: Date): Promise<void> {
    await this.store.alone(async () => {
      for (const project of await this.projects.findBy({ rawRetentionDays: Not(IsNull()) })) {
        await this.ofProject(project, now);
      }
    });
  }

  private async look(): Promise<void> {
    try {
      await this.run(new Date());
    } catch (error) {
      if (isOutage(error)) return;
      const text = error instanceof Error ? error.message : String(error);
      this.logger.error(`Deleting old raw events fails and is tried again: ${text}`);
    }
  }

  private async ofProject({ id, timeZone, rawRetentionDays }: ProjectEntity, now: Date): Promise<void> {
    const horizon = rawHorizon(now, timeZone, rawRetentionDays!);
    if (this.done.get(id) === horizon) return;
    await deleteRawBefore(this.clickhouse, id, horizon, () => this.writeDown(id, horizon));
    this.done.set(id, horizon);
  }

  /** It never goes back: what is deleted stays so, whatever the setting becomes. The version is of settings, not of this. */
  private async writeDown(id: number, horizon: string): Promise<void> {
    await this.projects.query('UPDATE projects SET raw_from = greatest(raw_from, $2::date) WHERE id = $1', [
      id,
      horizon,
    ]);
  }
}
