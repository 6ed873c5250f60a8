import { type ProjectSettings, insertMerges, referral, referralPeople } from '@groundswell/clickhouse';
import { PEOPLE_CELLS, referralDefinitionSchema, referralQuerySchema } from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import { dayOf } from './support/query-reference.js';
import { type ReferralAct, type ReferralLog, referralReference } from './support/referral-reference.js';
import { runs } from '../support/runs.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2025-03-07T12:00:00Z');
const EVENTS = { memberEvent: 'joined', inviteEvent: 'sent', signupEvent: 'accepted' };

async function stage(
  { acts, merges }: ReferralLog,
  over: Partial<ProjectSettings>,
): Promise<ProjectSettings> {
  const project = world.project(over);
  await world.store(
    project,
    acts.map(({ person, at, offset, event, code, device }) => ({
      person_id: person,
      timestamp: new Date(at).toISOString(),
      log_offset: String(offset),
      event,
      properties: { ...(code && { inviteCode: code }), ...(device && { device }) },
    })),
  );
  const pairs = [...merges].map(([fromPersonId, intoPersonId]) => ({ fromPersonId, intoPersonId }));
  await insertMerges(
    world.client,
    pairs.map((pair) => ({ projectId: project.id, ...pair })),
  );
  return project;
}

describe('referral agrees with a plain walk over the events', () => {
  const act = fc.record<Omit<ReferralAct, 'offset'>>({
    person: fc.integer({ min: 1, max: 7 }),
    at: fc
      .oneof(
        fc.integer({ min: 0, max: 8 }).map((steps) => steps * 12 * HOUR),
        fc.integer({ min: 0, max: 4 }).map((steps) => steps * HOUR + 1),
      )
      .map((since) => START + since),
    event: fc.constantFrom('joined', 'sent', 'sent', 'accepted', 'accepted', 'visited', 'used'),
    code: fc.constantFrom('a', 'a', 'b', 'c', ''),
    device: fc.constantFrom('', '', '', 'x', 'y'),
  });
  const logs = fc.record<ReferralLog>({
    acts: fc
      .array(act, { minLength: 1, maxLength: 45 })
      .map((acts) => acts.map((one, index) => ({ ...one, offset: (index * 7) % 47 }))),
    merges: fc.constantFrom(new Map(), new Map(), new Map([[7, 1]])),
    cleared: fc.subarray([1, 2, 3, 7]),
  });
  const definitions = fc
    .record({
      memberEvent: fc.constantFrom('joined', 'accepted'),
      visitEvent: fc.constantFrom('visited', null),
      activationEvent: fc.constantFrom('used', null, 'accepted'),
      inviteDays: fc.integer({ min: 1, max: 3 }),
      windowDays: fc.integer({ min: 1, max: 2 }),
      activationDays: fc.integer({ min: 0, max: 2 }),
      rules: fc.record({
        device: fc.constantFrom('device', null),
        burst: fc.constantFrom(null, { signups: 1, minutes: 61 }, { signups: 2, minutes: 1500 }),
      }),
    })
    .map((over) => referralDefinitionSchema.parse({ ...EVENTS, ...over }));
  const day = fc.integer({ min: -1, max: 6 }).map((days) => dayOf(START + days * DAY, 'UTC'));
  const questions = fc
    .record({
      days: fc.tuple(day, day),
      interval: fc.constantFrom('day', 'week', 'month'),
      now: fc.integer({ min: 0, max: 30 }),
    })
    .map(({ days, interval, now }) => {
      const [from, to] = days.sort();
      const query = referralQuerySchema.parse({ kind: 'referral', programId: 1, from, to, interval });
      return { query, now: new Date(START + now * DAY) };
    });
  const zones = fc.record({
    timeZone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo'),
    weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
  });

  it('with merges, ties, cycles, self-invites, rings and bursts', async () => {
    await fc.assert(
      fc.asyncProperty(logs, zones, definitions, questions, async (log, zone, definition, { query, now }) => {
        const project = await stage(log, zone);
        const source = { project, definition, cleared: log.cleared };
        const { rows, generations, flagged, held, cycleTime } = await referral(
          world.client,
          source,
          query,
          now,
        );
        flagged.sort((a, b) => (a.reason < b.reason ? -1 : 1));
        expect(generations.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(
          generations.length > 0 ? 1 : 0,
        );
        const counted = generations.map(({ generation, users }) => ({ generation, users }));
        const said = { rows, generations: counted, flagged, held, cycleTime };
        expect(said).toEqual(referralReference(log, project, definition, query, now));
        const behind = async (cell: object) =>
          (await referralPeople(world.client, source, query, PEOPLE_CELLS.referral.parse(cell))).length;
        const [row] = rows.toSorted((a, b) => b.gross.signups - a.gross.signups || b.users - a.users);
        const { bucket, users, signups, activated, gross } = row!;
        expect({
          users: await behind({ bucket, of: 'users' }),
          signups: await behind({ bucket, of: 'signups' }),
          activated: await behind({ bucket, of: 'activated' }),
          gross: await behind({ bucket, of: 'signups', gross: true }),
        }).toEqual({ users, signups, activated, gross: gross.signups });
        for (const one of counted)
          expect([one.generation, await behind({ generation: one.generation })]).toEqual([
            one.generation,
            one.users,
          ]);
        for (const { reason, users: counted } of flagged)
          expect([reason, await behind({ reason })]).toEqual([reason, counted]);
      }),
      runs({ quick: 8, deep: 30 }),
    );
  }, 120_000);
});

describe('referral', () => {
  const at = (days: number) => START + days * DAY;
  let offset = 0;
  const act = (person: number, event: string, days: number, code = '', device = ''): ReferralAct => ({
    person,
    event,
    at: at(days),
    offset: ++offset,
    code,
    device,
  });
  const ask = async (
    acts: ReferralAct[],
    over = {},
    cleared: number[] = [],
    merges = new Map<number, number>(),
  ) => {
    const project = await stage({ acts, merges, cleared }, {});
    const definition = referralDefinitionSchema.parse({ ...EVENTS, ...over });
    const range = { from: '2025-03-01', to: '2025-03-31', interval: 'month' };
    const query = referralQuerySchema.parse({ kind: 'referral', programId: 1, ...range });
    return referral(world.client, { project, definition, cleared }, query, new Date('2025-09-01'));
  };

  it('K is invites per user times conversion, and seeds / (1 - K) is where it ends', async () => {
    const acts = [1, 2, 3, 4].map((person) => act(person, 'joined', 0));
    acts.push(act(1, 'sent', 1, 'a'), act(1, 'sent', 1, 'b'), act(2, 'sent', 1, 'c'), act(2, 'sent', 1, 'd'));
    acts.push(act(4, 'accepted', 2, 'a'), act(9, 'accepted', 2, 'c'));
    const { totals, projection } = await ask(acts);
    expect(totals).toMatchObject({
      users: 4,
      invites: 4,
      signups: 2,
      invitesPerUser: 1,
      conversion: 0.5,
      kSignup: 0.5,
    });
    // Person 4 joined and was invited: three came by themselves.
    expect(projection).toEqual({ seeds: 3, total: 6 });
  });

  it('the first invite in the window wins, to the millisecond, and of a tie the first in the log', async () => {
    const acts = [act(1, 'joined', 0), act(2, 'joined', 0), act(3, 'joined', 0)];
    acts.push(act(1, 'sent', 0, 'a'), act(2, 'sent', 1, 'a'), act(3, 'sent', 1, 'a'));
    const late = { ...act(9, 'accepted', 14, 'a'), at: at(14) + 1 };
    const inviter = async (signup: ReferralAct) => {
      const { generations, totals } = await ask([...acts, signup], { rules: { device: 'device' } });
      return [totals.signups, generations.length];
    };
    expect(await inviter(act(9, 'accepted', 14, 'a'))).toEqual([1, 2]);
    expect(await inviter(late)).toEqual([1, 2]);
    expect(await inviter({ ...late, at: at(15) + 1 })).toEqual([0, 1]);
  });

  it('people found to be one person have invited themselves', async () => {
    const acts = [act(1, 'joined', 0), act(1, 'sent', 1, 'a'), act(2, 'accepted', 2, 'a')];
    expect(await ask(acts)).toMatchObject({ totals: { signups: 1 }, held: 0 });
    const merged = await ask(acts, {}, [2], new Map([[2, 1]]));
    expect(merged).toMatchObject({
      totals: { signups: 0, gross: { signups: 1 } },
      flagged: [{ reason: 'self', users: 1 }],
    });
  });

  it.each(['device', 'ip', 'payment'])(
    'who shares a %s with the inviter is held back until a member clears them',
    async (reason) => {
      const acts = [act(1, 'joined', 0, '', 'x'), act(1, 'sent', 1, 'a'), act(2, 'accepted', 2, 'a', 'x')];
      acts.push(act(3, 'accepted', 2, 'a', 'y'), act(4, 'accepted', 3, 'a', 'y'));
      const rules = { rules: { [reason]: 'properties.device' } };
      const before = await ask(acts, rules);
      expect(before).toMatchObject({
        held: 2,
        totals: { signups: 1, gross: { signups: 3 } },
        flagged: [{ reason, users: 2 }],
      });
      expect(await ask(acts, rules, [2])).toMatchObject({ held: 1, totals: { signups: 2 } });
    },
  );

  it('a ring of invites counts for nobody, whoever clears it', async () => {
    const acts = [1, 2].flatMap((person) => [
      act(person, 'joined', 0),
      act(person, 'sent', 1, `of ${person}`),
    ]);
    acts.push(act(1, 'accepted', 2, 'of 2'), act(2, 'accepted', 3, 'of 1'));
    expect(await ask(acts, {}, [1, 2])).toMatchObject({
      totals: { signups: 0, gross: { signups: 2 } },
      flagged: [{ reason: 'cycle', users: 2 }],
      generations: [{ generation: 0, users: 2 }],
    });
  });
});
