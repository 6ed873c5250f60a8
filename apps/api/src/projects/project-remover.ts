import { CLICKHOUSE, type ClickHouseClient, deleteProject } from '@groundswell/clickhouse';
import { EVENTS_TOPIC } from '@groundswell/contracts';
import { isOutage } from '@groundswell/platform';
import { DeletedProjectEntity, ErasureStore, PersonChanges } from '@groundswell/postgres';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';

const LOOK_EVERY_MS = 15_000;
/** Longer than any process remembers a project or a person of it. */
const FORGOTTEN_AFTER_MS = 60_000;

/**
 * Takes the events of deleted projects out of ClickHouse: at once, and again when every batch that may have begun before the
 * deletion has ended. A process that dies leaves the row open, and any API process goes on.
 */
@Injectable()
export class ProjectRemover implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ProjectRemover');
  /** Ranges that were being stored when a project was first looked at, and are still. */
  private readonly fences = new Map<number, Set<string>>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @InjectRepository(DeletedProjectEntity) private readonly deleted: Repository<DeletedProjectEntity>,
    private readonly store: ErasureStore,
    private readonly changes: PersonChanges,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  wake(): void {
    this.running = this.running.then(() => this.look());
  }

  /** All that are not cleared yet, unless another process changes what is stored just now. */
  async run(now: Date): Promise<void> {
    await this.store.alone(async () => {
      for (const project of await this.deleted.findBy({ clearedAt: IsNull() }))
        await this.clear(project, now);
    });
  }

  private async look(): Promise<void> {
    try {
      await this.run(new Date());
    } catch (error) {
      if (isOutage(error)) return;
      const text = error instanceof Error ? error.message : String(error);
      this.logger.error(`Deleting the events of a deleted project fails and is tried again: ${text}`);
    }
  }

  private async clear({ id, deletedAt }: DeletedProjectEntity, now: Date): Promise<void> {
    const open = await this.store.openRanges(EVENTS_TOPIC);
    const fence = this.fences.get(id) ?? open;
    this.fences.set(id, fence);
    const isFenced = [...fence].every((range) => !open.has(range));
    // Of people who went with it: whom nobody is told of any more, and whoever is being told of just now.
    await this.deleted.manager.query('DELETE FROM person_changes WHERE project_id = $1', [id]);
    await this.changes.settled(id);
    await deleteProject(this.clickhouse, id);
    if (!isFenced || now.getTime() - deletedAt.getTime() < FORGOTTEN_AFTER_MS) return;
    await this.deleted.update(id, { clearedAt: now });
    this.fences.delete(id);
  }
}
