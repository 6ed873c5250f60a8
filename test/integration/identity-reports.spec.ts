import {
  type EventRow,
  type ProjectSettings,
  activeUsers,
  insertEvents,
  insertMerges,
  retention,
} from '@groundswell/clickhouse';
import { activeUsersQuerySchema, retentionQuerySchema } from '@groundswell/contracts';
import {
  AliasStore,
  type IdentityItem,
  type IdentityStore,
  MergeOutbox,
  PersonAliasEntity,
} from '@groundswell/postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { setTimeout as pause } from 'node:timers/promises';
import { IdentityReference } from './support/identity-reference.js';
import { type PipelineScene, PipelineWorld } from './support/pipeline-world.js';
import { type LogEvent, activeUsersReference, dayOf, retentionReference } from './support/query-reference.js';
import { newIdentityStore } from './support/postgres-database.js';
import { runs } from '../support/runs.js';

let world: PipelineWorld;
let scene: PipelineScene | undefined;
beforeAll(async () => {
  world = await PipelineWorld.create('PostgreSQL');
});
afterEach(() => scene?.stopAll());
afterAll(() => world.close());

const DAY = 86_400_000;
const FIRST = Date.UTC(2025, 2, 3);
const NOW = new Date(FIRST + 12 * DAY);

/** Something happens on some day, in the order of the log and not of the days, and says something about who it was. */
interface Happening {
  day: number;
  platform: string;
  item: IdentityItem;
}
type Step = { happens: Happening[] } | { undo: number };

const name = fc.constantFrom('u1', 'u2', 'u3', 'u4', 'd1', 'd2', 'd3', 'd4', 'guest');
const item: fc.Arbitrary<IdentityItem> = fc.oneof(
  { weight: 3, arbitrary: name.map((anonymousId) => ({ anonymousId, identify: false })) },
  { weight: 2, arbitrary: name.map((userId) => ({ userId, identify: false })) },
  {
    weight: 2,
    arbitrary: fc.record({ userId: name, anonymousId: name, identify: fc.constant(true) }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(name, name, fc.nat(1)).map(([userId, anonymousId, nth]) => {
      return { userId, anonymousId, identify: true, alias: `${userId} ${anonymousId} ${nth}` };
    }),
  },
);
const happening = fc.record({ day: fc.nat(9), platform: fc.constantFrom('web', 'ios'), item });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ happens: fc.array(happening, { minLength: 1, maxLength: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat(4) }) },
);

/** A project into which things happen, beside the plain reading of them. */
class Run {
  private readonly happened: { at: number; platform: string; name: string }[] = [];
  private readonly reference = new IdentityReference();
  private readonly identities: IdentityStore[];
  private inserts = 0;

  private constructor(readonly project: ProjectSettings) {
    this.identities = [0, 1].map(() => newIdentityStore(world.database.dataSource));
  }

  static async create(): Promise<Run> {
    const id = await world.database.addProject();
    return new Run({ id, timeZone: 'UTC', weekStart: 'monday', activeEvents: {} });
  }

  async take(one: Step): Promise<void> {
    if ('undo' in one) await this.undo(one.undo);
    else await this.happen(one.happens);
    await this.publish();
  }

  /** The steps of the pipeline for one range: identities, rows. Two processes take turns. */
  private async happen(happens: Happening[]): Promise<void> {
    const process = this.identities[this.inserts++ % 2]!;
    const { personIds } = await process.resolve(
      this.project.id,
      happens.map((one) => one.item),
    );
    const rows = happens.map((one, at) => this.row(one, personIds[at]!));
    await insertEvents(world.clickhouse, rows, `${this.project.id}-${this.inserts}`);
    for (const one of happens) this.reference.apply(one.item);
  }

  private row({ day, platform, item: who }: Happening, personId: number): EventRow {
    const at = FIRST + day * DAY + this.happened.length;
    const [user, device] = [who.userId, who.anonymousId].map((id) => (id === 'guest' ? undefined : id));
    this.happened.push({ at, platform, name: user ?? device ?? 'guest' });
    return {
      ...NOTHING,
      project_id: this.project.id,
      local_date: dayOf(at, 'UTC'),
      person_id: personId,
      timestamp: new Date(at).toISOString(),
      event_id: `${this.project.id}-${this.happened.length}`,
      platform,
      log_offset: String(this.happened.length),
    };
  }

  private async undo(nth: number): Promise<void> {
    const rows = world.database.dataSource.getRepository(PersonAliasEntity);
    const made = (await rows.find({ where: { projectId: this.project.id }, order: { id: 'ASC' } }))[nth];
    if (made?.state !== 'active') return;
    await world.database.dataSource.transaction((manager) =>
      new AliasStore().undo(manager, this.project.id, made.id, 1),
    );
    this.reference.undo(made.eventId!);
  }

  private async publish(): Promise<void> {
    const outbox = new MergeOutbox(world.database.dataSource);
    const merges = await outbox.unpublished();
    await insertMerges(world.clickhouse, merges);
    await outbox.markPublished(merges);
  }

  /** As the reference counts people: by the group of the name. */
  private get events(): LogEvent[] {
    const groups = this.reference.countedTogether();
    const personOf = (id: string) => groups.findIndex((group) => group.has(id));
    return this.happened.map(({ name: id, at, platform }) => ({
      person: personOf(id),
      at,
      platform,
      event: 'open',
    }));
  }

  async expectReports(): Promise<void> {
    const log = { events: this.events, merges: new Map<number, number>() };
    const range = { from: dayOf(FIRST, 'UTC'), to: dayOf(FIRST + 9 * DAY, 'UTC') };
    const { clickhouse: client } = world;
    for (const engine of ['rollup', 'events'] as const) {
      for (const trailingDays of [undefined, 7]) {
        const query = activeUsersQuerySchema.parse({
          kind: 'activeUsers',
          ...range,
          interval: 'day',
          breakdown: 'platform',
          trailingDays,
          engine,
        });
        const { rows } = await activeUsers(client, this.project, query, NOW);
        expect([engine, rows]).toEqual([engine, activeUsersReference(log, this.project, query, NOW)]);
      }
      for (const kind of ['firstTime', 'everyTime']) {
        const ask = {
          kind: 'retention',
          ...range,
          period: 'day',
          periods: 9,
          cohort: { kind },
          returning: {},
          engine,
        };
        const query = retentionQuerySchema.parse(ask);
        const { cohorts, average } = await retention(client, this.project, query, NOW);
        expect([engine, { cohorts, average }]).toEqual([
          engine,
          retentionReference(log, this.project, query, NOW),
        ]);
      }
    }
  }
}

const NOTHING = {
  event: 'open',
  received_at: NOW.toISOString(),
  distinct_id: 'someone',
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
  click_ids: {},
  properties: {},
  import_id: '',
  traffic: 'human' as const,
  clamped: false,
  log_partition: 0,
};

describe('reports, by rollup and by events', () => {
  it('count people as the reference does, whatever is linked, merged and undone, early or late', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12, size: 'max' }), async (steps) => {
        const run = await Run.create();
        for (const [at, one] of steps.entries()) {
          await run.take(one);
          if ('undo' in one || at === steps.length - 1) await run.expectReports();
        }
      }),
      runs({ quick: 4, deep: 25 }),
    );
  }, 300_000);
});

const USERS = 60;
const overridden = `
  SELECT uniqExact(if(o.into_person_id = 0, e.person_id, o.into_person_id)) AS people, count() AS events
  FROM events AS e LEFT ANY JOIN (
    SELECT from_person_id, into_person_id FROM person_overrides FINAL WHERE project_id = {project:UInt32}) AS o
    ON e.person_id = o.from_person_id
  WHERE project_id = {project:UInt32}`;

describe('two pipelines at once', () => {
  it('make one person of everybody whom both identify', async () => {
    scene = await world.scene(4);
    await Promise.all([scene.start(), scene.start()]);
    // Each id is a key of its own, so the events of one person come by several partitions, and in no order.
    for (let user = 0; user < USERS; user++) {
      const [userId, laptop, phone] = [`u${user}`, `laptop${user}`, `phone${user}`];
      await scene.append([
        scene.event({ userId: undefined, anonymousId: laptop }),
        scene.event({ userId: undefined, anonymousId: phone }),
        scene.event({ userId, anonymousId: laptop, type: 'identify', event: '$identify' }),
        scene.event({ userId, anonymousId: phone, type: 'identify', event: '$identify' }),
        scene.event({ userId }),
      ]);
    }
    await scene.settled();
    const [counted] = await scene.query<{ people: string; events: string }>(overridden);
    expect({ people: Number(counted?.people), events: Number(counted?.events) }).toEqual({
      people: USERS,
      events: USERS * 5,
    });
  }, 120_000);

  it('publish what a third one decided and died before it could tell', async () => {
    scene = await world.scene(1);
    await scene.start();
    await scene.append([scene.event({ userId: 'old' }), scene.event({ userId: 'new' })]);
    await scene.settled();
    const died = newIdentityStore(world.database.dataSource);
    await died.resolve(scene.projectId, [{ userId: 'new', anonymousId: 'old', identify: true, alias: 'm' }]);
    for (let people = 2; people !== 1; await pause(100)) {
      people = Number((await scene.query<{ people: string }>(overridden))[0]?.people);
    }
  }, 30_000);
});
