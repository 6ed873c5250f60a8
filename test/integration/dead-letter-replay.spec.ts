import { DeadLetterEntity } from '@groundswell/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getRepositoryToken } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { type NewProject, Product } from '../support/product.js';
import { basic } from './support/collector-world.js';

interface Letter {
  id: string;
  reason: string;
  payload: string;
}
interface Preview {
  total: number;
  checked: number;
  passing: number;
  failing: { reason: string; letters: number }[];
}
interface Started {
  importId: string | null;
  replayed: number;
  failing: { letters: number }[];
  left: number;
}

const DAY = 86_400_000;

describe('replaying dead letters', () => {
  let product: Product;
  let project: NewProject;

  beforeAll(async () => {
    product = await Product.start();
    project = await product.createProject({ name: 'Letters' });
  });
  afterAll(() => product.stop());

  const path = (rest = '', projectId = project.id) => `/projects/${projectId}/deadLetters${rest}`;
  const post = <T>(route: string, body: object) => product.call<T>('POST', route, body);
  const letters = async (filter = {}) => {
    const query = `?filter=${encodeURIComponent(JSON.stringify(filter))}`;
    return (await product.call<{ data: Letter[]; total: number }>('GET', path(query))).body;
  };
  const usersOn = async (day: string) => {
    const query = { kind: 'activeUsers', from: day, to: day, interval: 'day' };
    const { rows } = await product.query<{ rows: { users: number }[] }>(project.id, query);
    return rows[0]!.users;
  };
  const finished = async (importId: string) => {
    for (;;) {
      const route = `/projects/${project.id}/imports/${importId}`;
      const { body } = await product.call<{ state: string; duplicates: number }>('GET', route);
      if (body.state !== 'running') return body;
      await sleep(50);
    }
  };
  const track = (events: object[]) =>
    fetch(`${product.url}/v1/batch`, {
      method: 'POST',
      headers: { authorization: basic(project.writeKey), 'content-type': 'application/json' },
      body: JSON.stringify({ batch: events }),
    });
  const old = new Date(Date.now() - 90 * DAY);
  const oldDay = old.toISOString().slice(0, 10);

  it('brings events that came too late into the reports, once', async () => {
    await track([
      { type: 'track', event: 'Late', userId: 'ada', messageId: 'late-1', timestamp: old.toISOString() },
      { type: 'track', event: 'Late', userId: 'bob', messageId: 'late-2', timestamp: old.toISOString() },
    ]);
    await product.untilStored();
    expect((await letters({ reason: 'late' })).total).toBe(2);
    expect(await usersOn(oldDay)).toBe(0);
    const preview = await post<Preview>(path('/replays/preview'), { filter: { reason: 'late' } });
    expect(preview.body).toMatchObject({ total: 2, checked: 2, passing: 2, failing: [] });
    const copies = (await letters({ reason: 'late' })).data;

    const { status, body } = await post<Started>(path('/replays'), { filter: { reason: 'late' } });
    expect([status, body.replayed, body.left]).toEqual([202, 2, 0]);
    expect(await finished(body.importId!)).toMatchObject({ state: 'done', duplicates: 0 });
    expect((await letters()).total).toBe(0);
    expect(await usersOn(oldDay)).toBe(2);

    // The same letters once more, as after a crash in the midst of it.
    const rows = product.app.get<Repository<DeadLetterEntity>>(getRepositoryToken(DeadLetterEntity));
    await rows.insert(
      copies.map(({ id: _, ...letter }) => ({ ...letter, projectId: project.id, createdAt: undefined })),
    );
    const again = await post<Started>(path('/replays'), {});
    expect(await finished(again.body.importId!)).toMatchObject({ state: 'done', duplicates: 2 });
    expect((await letters()).total).toBe(0);
    expect(await usersOn(oldDay)).toBe(2);
  });

  it('takes those that the edits mend, and leaves the others with their reason', async () => {
    const rows = product.app.get<Repository<DeadLetterEntity>>(getRepositoryToken(DeadLetterEntity));
    const event = (more: object) => ({
      v: 1,
      projectId: project.id,
      type: 'track',
      event: 'Broken',
      timestamp: old.toISOString(),
      receivedAt: new Date().toISOString(),
      source: 'live',
      platform: 'web',
      properties: {},
      ...more,
    });
    const payloads = [
      JSON.stringify(event({ messageId: 'b1', properties: { uid: 'cyd' } })),
      JSON.stringify(event({ messageId: 'b2', properties: { uid: 'dee' } })),
      JSON.stringify(event({ messageId: 'b3' })),
      'no json at all',
    ];
    await rows.insert(
      payloads.map((payload, at) => ({
        projectId: project.id,
        topic: 'made',
        partition: 0,
        offset: String(at),
        reason: 'no_identity',
        detail: 'made by hand',
        payload,
      })),
    );
    const edits = [{ action: 'copy', path: 'properties.uid', to: 'userId' }];
    const body = { filter: { reason: 'no_identity' }, edits };
    const preview = await post<Preview>(path('/replays/preview'), body);
    expect(preview.body).toMatchObject({ total: 4, checked: 4, passing: 2 });
    expect(preview.body.failing.map(({ letters: count }) => count)).toEqual([1, 1]);
    expect((await letters()).total).toBe(4);

    const started = await post<Started>(path('/replays'), body);
    expect(started.body).toMatchObject({ replayed: 2, failing: [{ letters: 1 }, { letters: 1 }] });
    await finished(started.body.importId!);
    expect((await letters()).data.map(({ payload }) => payload).sort()).toEqual(payloads.slice(2).sort());
    expect(await usersOn(oldDay)).toBe(4);

    const none = await post<Started>(path('/replays'), body);
    expect(none.body).toMatchObject({ importId: null, replayed: 0 });
  });

  it.each([
    [{ edits: [{ action: 'set', path: 'projectId', value: 1 }] }, 'edits.0.path'],
    [{ edits: [{ action: 'set', path: 'receivedAt', value: 'x' }] }, 'edits.0.path'],
    [{ edits: [{ action: 'explode', path: 'event' }] }, 'edits.0.action'],
    [{ filter: { payload: 'x' } }, 'filter.payload'],
    [{ filter: { id: 'abc' } }, 'filter'],
    [{ unknown: 1 }, ''],
  ])('refuses %j', async (body, at) => {
    for (const route of ['/replays', '/replays/preview']) {
      const answer = await post<{ errors: { path: string }[] }>(path(route), body);
      expect(answer.status).toBe(400);
      expect(answer.body.errors.map((error) => error.path)).toContainEqual(expect.stringContaining(at));
    }
  });

  it('never reaches letters of another project', async () => {
    const other = await product.createProject({ name: 'Other' });
    const { body } = await post<Preview>(path('/replays/preview', other.id), {});
    expect(body.total).toBe(0);
    const started = await post<Started>(path('/replays', other.id), {});
    expect(started.body).toMatchObject({ importId: null, replayed: 0 });
    expect((await letters()).total).toBe(2);
  });
});
