import { ClientKeyUseEntity, FlagUseEntity } from '@groundswell/postgres';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';

const WRITE_MS = 3_000;
/** So many flags are noted between two writes. */
const MAX_NOTED = 10_000;

type Asking = 'fetched' | 'evaluated';

/** Notes when SDKs came, and for which flags; written from time to time, so that no answer waits for it. */
@Injectable()
export class SdkUses implements OnApplicationBootstrap, OnModuleDestroy {
  private keys = new Map<number, Partial<Record<Asking, Date>>>();
  private flags = new Map<string, { projectId: number; environment: string; key: string; at: Date }>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.write().catch(() => undefined), WRITE_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.write().catch(() => undefined);
  }

  noteKey(keyId: number, asking: Asking): void {
    const times = this.keys.get(keyId) ?? {};
    times[asking] = new Date();
    this.keys.set(keyId, times);
  }

  noteFlag(projectId: number, environment: string, key: string): void {
    const place = `${projectId}/${environment}/${key}`;
    if (this.flags.size < MAX_NOTED || this.flags.has(place))
      this.flags.set(place, { projectId, environment, key, at: new Date() });
  }

  /** What was noted since; what cannot be written is left out, as the next use writes a later time. */
  async write(): Promise<void> {
    const [keys, flags] = [this.keys, this.flags];
    [this.keys, this.flags] = [new Map(), new Map()];
    if (keys.size > 0) await this.writeKeys(keys);
    if (flags.size > 0) await this.writeFlags([...flags.values()]);
  }

  private async writeKeys(keys: SdkUses['keys']): Promise<void> {
    const rows = [...keys].map(([keyId, { fetched, evaluated }]) => [
      keyId,
      fetched ?? null,
      evaluated ?? null,
    ]);
    const { tableName } = this.dataSource.getMetadata(ClientKeyUseEntity);
    await this.dataSource.query(
      `INSERT INTO ${tableName} AS known (key_id, fetched_at, evaluated_at)
       SELECT id, fetched, evaluated FROM unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) AS noted (id, fetched, evaluated)
       WHERE id IN (SELECT id FROM project_keys)
       ON CONFLICT (key_id) DO UPDATE SET fetched_at = GREATEST(known.fetched_at, excluded.fetched_at),
         evaluated_at = GREATEST(known.evaluated_at, excluded.evaluated_at)`,
      [0, 1, 2].map((column) => rows.map((row) => row[column])),
    );
  }

  private async writeFlags(
    flags: { projectId: number; environment: string; key: string; at: Date }[],
  ): Promise<void> {
    const { tableName } = this.dataSource.getMetadata(FlagUseEntity);
    await this.dataSource.query(
      `INSERT INTO ${tableName} AS known (project_id, environment, key, evaluated_at)
       SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::timestamptz[]) AS noted (project_id, environment, key, at)
       WHERE project_id IN (SELECT id FROM projects)
       ON CONFLICT (project_id, environment, key) DO UPDATE SET evaluated_at = GREATEST(known.evaluated_at, excluded.evaluated_at)`,
      [
        flags.map(({ projectId }) => projectId),
        flags.map(({ environment }) => environment),
        flags.map(({ key }) => key),
        flags.map(({ at }) => at),
      ],
    );
  }
}
