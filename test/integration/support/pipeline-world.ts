import { type ClickHouseClient, createClickHouse, migrateClickHouse } from '@groundswell/clickhouse';
import { type AcceptedEvent, eventKey } from '@groundswell/contracts';
import { type AppendResult, createEventLog, type EventLog, type Lane } from '@groundswell/event-log';
import {
  clickHouseEventStore,
  Pipeline,
  type PipelineOptions,
  type PipelinePorts,
  storedIntents,
  StoredProjects,
} from '@groundswell/pipeline';
import {
  BatchIntents,
  DeadLetterEntity,
  DeadLetterStore,
  DeletedProjectEntity,
  ErasedIds,
  fixZones,
} from '@groundswell/postgres';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, newIdentityStore, type TestDatabase } from './postgres-database.js';

export type LogKind = 'PostgreSQL' | 'Kafka';

/** Real engines for the pipeline, and a topic, a group and a project of each test's own. */
export class PipelineWorld {
  private constructor(
    readonly database: TestDatabase,
    readonly clickhouse: ClickHouseClient,
    readonly log: EventLog,
    private readonly home: string,
    private readonly kind: LogKind,
  ) {}

  static async create(kind: LogKind): Promise<PipelineWorld> {
    const home = await mkdtemp(join(tmpdir(), 'groundswell-pipeline-'));
    const database = await createTestDatabase();
    const clickhouse = createClickHouse({ path: join(home, 'clickhouse') });
    await migrateClickHouse(clickhouse);
    const log =
      kind === 'Kafka'
        ? createEventLog({ brokers: (process.env.TEST_KAFKA_BROKERS ?? '').split(',') })
        : createEventLog({ connectionString: database.url });
    return new PipelineWorld(database, clickhouse, log, home, kind);
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.clickhouse.close();
    await this.database.drop();
    await rm(this.home, { recursive: true, force: true });
  }

  /** By hand, as nothing in the product does it. */
  async deleteTopic(topic: string): Promise<void> {
    if (this.kind === 'PostgreSQL') {
      for (const table of ['records', 'partitions'])
        await this.database.dataSource.query(`DELETE FROM event_log.${table} WHERE topic = $1`, [topic]);
      return;
    }
    const admin = this.kafkaAdmin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    while ((await admin.listTopics()).includes(topic)) await pause(50);
    await admin.disconnect();
  }

  /** Where a group goes on that reads again. */
  async commit(topic: string, group: string, offset: bigint): Promise<void> {
    if (this.kind === 'PostgreSQL') {
      await this.database.dataSource.query(
        'UPDATE event_log.committed SET next_offset = $3 WHERE topic = $1 AND consumer_group = $2',
        [topic, group, String(offset)],
      );
      return;
    }
    const admin = this.kafkaAdmin();
    await admin.connect();
    const partitions = [{ partition: 0, offset: String(offset) }];
    await admin.setOffsets({ groupId: group, topic, partitions });
    await admin.disconnect();
  }

  private kafkaAdmin(): Admin {
    const brokers = (process.env.TEST_KAFKA_BROKERS ?? '').split(',');
    return new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  }

  async scene(partitions = 2): Promise<PipelineScene> {
    const topic = `test.${randomUUID()}`;
    await this.log.ensureTopic(topic, partitions);
    return new PipelineScene(this, topic, await this.database.addProject());
  }
}

/** One test's topic and project, and the processes that read it. */
export class PipelineScene {
  readonly lines: string[] = [];
  private readonly running = new Set<Pipeline>();
  /** Next offset per partition that must be stored. */
  private readonly expected = new Map<number, bigint>();
  private sequence = 0;
  private readonly startedAt = Date.now();

  constructor(
    readonly world: PipelineWorld,
    readonly topic: string,
    readonly projectId: number,
  ) {}

  get group(): string {
    return `${this.topic}.pipeline`;
  }

  /** An event of the last days, each some minutes before the one made before it. */
  event(changes: Partial<AcceptedEvent> = {}): AcceptedEvent {
    const at = new Date(this.startedAt - this.sequence++ * 5 * 60_000).toISOString();
    return {
      v: 1,
      projectId: this.projectId,
      messageId: randomUUID(),
      type: 'track',
      event: 'Opened',
      userId: `user-${this.sequence % 50}`,
      timestamp: at,
      receivedAt: new Date(this.startedAt).toISOString(),
      source: 'live',
      platform: 'web',
      properties: { n: this.sequence },
      ...changes,
    };
  }

  events(count: number): AcceptedEvent[] {
    return Array.from({ length: count }, () => this.event());
  }

  async makeTopicAnew(partitions: number): Promise<void> {
    for (const topic of [this.topic, `${this.topic}.bulk`]) await this.world.deleteTopic(topic);
    // Kafka's word on a topic lags behind for a moment.
    for (;;) {
      const made = await this.world.log.ensureTopic(this.topic, partitions).then(
        () => true,
        () => false,
      );
      if (made) break;
      await pause(50);
    }
    this.expected.clear();
  }

  append(events: AcceptedEvent[], lane?: Lane): Promise<AppendResult> {
    return this.appendRaw(
      events.map((event) => ({ key: eventKey(event), value: Buffer.from(JSON.stringify(event)) })),
      lane,
    );
  }

  async appendRaw(records: { key: string; value: Buffer }[], lane?: Lane): Promise<AppendResult> {
    const result = await this.world.log.append(this.topic, records, lane);
    for (const { partition, lastOffset } of result) {
      const before = this.expected.get(partition) ?? 0n;
      if (lastOffset >= before) this.expected.set(partition, lastOffset + 1n);
    }
    return result;
  }

  /** What a process has of its own: nothing is shared but the engines. */
  ports(): PipelinePorts {
    const { dataSource } = this.world.database;
    return {
      projects: new StoredProjects(
        (ids) => fixZones(dataSource.manager, ids),
        Date.now,
        dataSource.getRepository(DeletedProjectEntity),
      ),
      identities: newIdentityStore(dataSource),
      erased: new ErasedIds(dataSource),
      intents: storedIntents(new BatchIntents(dataSource)),
      deadLetters: new DeadLetterStore(dataSource),
      events: clickHouseEventStore(this.world.clickhouse),
    };
  }

  async start(ports = this.ports(), options: Partial<PipelineOptions> = {}): Promise<Pipeline> {
    const say = (level: string) => (text: string) => void this.lines.push(`${level} ${text}`);
    const pipeline = new Pipeline({
      log: this.world.log,
      ports,
      topic: this.topic,
      group: this.group,
      logger: { log: say('log'), warn: say('warn'), error: say('error') },
      seenIdsBits: 2 ** 20,
      ...options,
    });
    this.running.add(pipeline);
    await pipeline.start();
    return pipeline;
  }

  /** A process that goes on from an offset. */
  async startFrom(offset: bigint): Promise<Pipeline> {
    await this.world.commit(this.topic, this.group, offset);
    return this.start();
  }

  async stop(pipeline: Pipeline): Promise<void> {
    this.running.delete(pipeline);
    await pipeline.stop();
  }

  async stopAll(): Promise<void> {
    for (const pipeline of this.running) await this.stop(pipeline);
  }

  /** Waits until everything that was appended is marked stored and committed. */
  async settled(timeoutMs = 60_000): Promise<void> {
    const until = Date.now() + timeoutMs;
    const intents = new BatchIntents(this.world.database.dataSource);
    // What takes long is asked for less often: to ask takes of the time of what is waited for.
    for (let wait = 10; ; wait = Math.min(wait * 1.3, 100)) {
      const stored = await intents.storedUpTo(this.topic);
      const progress = await this.world.log.progress(this.topic, this.group);
      const done = progress.every(({ partition, committed, end }) => {
        return committed >= end && (stored.get(partition) ?? 0n) >= (this.expected.get(partition) ?? 0n);
      });
      if (done) return;
      if (Date.now() > until) throw new Error(`not stored in time: ${this.lines.join(' | ')}`);
      await pause(wait);
    }
  }

  async query<T>(query: string): Promise<T[]> {
    const query_params = { project: this.projectId };
    const result = await this.world.clickhouse.query({ query, query_params, format: 'JSONEachRow' });
    return result.json<T>();
  }

  /** Message ids of the stored rows, in order, with repetitions if there are any. */
  async storedIds(): Promise<string[]> {
    const rows = await this.query<{ event_id: string }>(
      'SELECT event_id FROM events WHERE project_id = {project:UInt32} ORDER BY event_id',
    );
    return rows.map((row) => row.event_id);
  }

  /** Everything that reports read, in a form to compare. */
  async snapshot(): Promise<unknown> {
    return {
      events: await this.query(
        `SELECT event_id, person_id, local_date, log_partition, log_offset FROM events
         WHERE project_id = {project:UInt32} ORDER BY ALL`,
      ),
      rollup: await this.query(ROLLUP),
      ids: await this.query(
        "SELECT count() AS n FROM message_ids WHERE id IN (SELECT reinterpretAsUInt128(MD5(concat(toString(project_id), ':', event_id))) FROM events WHERE project_id = {project:UInt32})",
      ),
      letters: await this.deadLetters(),
    };
  }

  /** People per day, event and platform, by the rollup and by the raw events. */
  async rollupAndRaw(): Promise<{ rollup: unknown[]; raw: unknown[] }> {
    return { rollup: await this.query(ROLLUP), raw: await this.query(RAW) };
  }

  async deadLetters(): Promise<[string, number | null][]> {
    const rows = await this.world.database.dataSource
      .getRepository(DeadLetterEntity)
      .find({ where: { topic: this.topic }, order: { partition: 'ASC', id: 'ASC' } });
    return rows.map((row) => [row.reason, row.projectId]);
  }
}

const ROLLUP = `
  SELECT local_date, event, platform, toUInt32(groupBitmapMerge(people)) AS people FROM activity
  WHERE project_id = {project:UInt32} GROUP BY ALL ORDER BY ALL`;
const RAW = `
  SELECT local_date, event, platform, toUInt32(uniqExact(person_id)) AS people FROM events
  WHERE project_id = {project:UInt32} GROUP BY ALL ORDER BY ALL`;
