import {
  type ClickHouseClient,
  type EventRow,
  type ProjectSettings,
  createClickHouse,
  insertEvents,
  insertMerges,
  migrateClickHouse,
} from '@groundswell/clickhouse';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Log, dayOf } from './query-reference.js';

/** One embedded ClickHouse; each case has a project of its own in it. */
export class ClickHouseWorld {
  private lastProject = 0;
  private rows = 0;

  private constructor(
    readonly client: ClickHouseClient,
    private readonly home: string,
  ) {}

  static async create(): Promise<ClickHouseWorld> {
    const home = await mkdtemp(join(tmpdir(), 'groundswell-clickhouse-'));
    const client = createClickHouse({ path: join(home, 'clickhouse') });
    await migrateClickHouse(client);
    return new ClickHouseWorld(client, home);
  }

  async close(): Promise<void> {
    await this.client.close();
    await rm(this.home, { recursive: true, force: true });
  }

  project(over: Partial<ProjectSettings> = {}): ProjectSettings {
    const id = ++this.lastProject;
    return { id, timeZone: 'UTC', weekStart: 'monday', activeEvents: {}, ...over };
  }

  row(project: ProjectSettings, over: Partial<EventRow> = {}): EventRow {
    const number = ++this.rows;
    const timestamp = over.timestamp ?? '2025-01-01T10:00:00.000Z';
    return {
      ...TEXTS,
      project_id: project.id,
      local_date: dayOf(Date.parse(timestamp), project.timeZone),
      event: 'open',
      person_id: 1,
      timestamp,
      // Not long ago: the live view forgets after two days.
      received_at: new Date().toISOString(),
      event_id: `message-${number}`,
      distinct_id: 'someone',
      platform: 'web',
      click_ids: {},
      properties: {},
      import_id: '',
      traffic: 'human',
      clamped: false,
      log_partition: 0,
      log_offset: String(number),
      ...over,
    };
  }

  async store(project: ProjectSettings, rows: Partial<EventRow>[]): Promise<EventRow[]> {
    const whole = rows.map((row) => this.row(project, row));
    await insertEvents(this.client, whole, `project-${project.id}-${this.rows}`);
    return whole;
  }

  async storeLog(project: ProjectSettings, { events, merges }: Log): Promise<void> {
    const rows = events.map(({ person, at, event, platform, traffic = 'human' }) => ({
      person_id: person,
      timestamp: new Date(at).toISOString(),
      event,
      platform,
      traffic,
    }));
    await this.store(project, rows);
    await insertMerges(
      this.client,
      [...merges].map(([fromPersonId, intoPersonId]) => ({
        projectId: project.id,
        fromPersonId,
        intoPersonId,
      })),
    );
  }

  async select<T>(query: string): Promise<T[]> {
    return (await this.client.query({ query, format: 'JSONEachRow' })).json<T>();
  }
}

const TEXTS = {
  session_id: '',
  country: '',
  device_type: '',
  os: '',
  browser: '',
  app_version: '',
  referrer: '',
  utm_source: '',
  utm_medium: '',
  utm_campaign: '',
  utm_content: '',
  utm_term: '',
};
