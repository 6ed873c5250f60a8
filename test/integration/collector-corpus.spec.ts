import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { bodyCases, broken, bytesOf, eventCases, hostileEvent, textOf } from '../corpus/corpus.js';
import { type NewProject, Product } from '../support/product.js';
import { storedEvents, untilStored } from '../support/stored-events.js';
import { runs } from '../support/runs.js';

interface Answer {
  status: number;
  body: {
    success?: boolean;
    message?: string;
    reason?: string;
    accepted?: number;
    errors?: { index: number; reason: string; message: string }[];
  };
}

/** What differs between the SDKs' protocols, as far as bad input is concerned. */
interface Dialect {
  name: 'segment' | 'posthog';
  /** Paths that take batches, and those that take one event. */
  paths: string[];
  batchPath: string;
  authorization(key: string): Record<string, string>;
  batch(key: string, events: string[]): string;
  good(id: string): string;
  /** Fields that a hostile event may be hostile in. */
  fields: string[];
  base(id: string): object;
}

const SINGLES = ['track', 'identify', 'page', 'screen', 'group', 'alias', 't', 'i', 'p', 's', 'g', 'a'];
const DIALECTS: Dialect[] = [
  {
    name: 'segment',
    paths: [...SINGLES, 'batch', 'b', 'import'].map((name) => `/v1/${name}`).concat('/beacon/v1/batch'),
    batchPath: '/v1/batch',
    authorization: (key) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }),
    batch: (_key, events) => `{"batch":[${events.join()}]}`,
    good: (id) => `{"messageId":"${id}","type":"track","event":"Good","userId":"good"}`,
    fields: [
      'type event userId anonymousId previousId groupId properties context traits timestamp originalTimestamp sentAt',
      'name category integrations __proto__ x',
    ].flatMap((names) => names.split(' ')),
    base: (messageId) => ({ messageId, type: 'track', event: 'Odd', userId: 'ada' }),
  },
  {
    name: 'posthog',
    paths: ['/capture/', '/batch/', '/e/', '/i/v0/e/', '/track/', '/engage/'],
    batchPath: '/batch/',
    authorization: (key) => ({ authorization: `Bearer ${key}` }),
    batch: (key, events) => `{"api_key":"${key}","batch":[${events.join()}]}`,
    good: (id) => `{"uuid":"${id}","event":"Good","distinct_id":"good"}`,
    fields: 'event distinct_id properties $set $set_once timestamp sent_at offset __proto__ x'.split(' '),
    base: (uuid) => ({ uuid, event: 'Odd', distinct_id: 'ada' }),
  },
];

let product: Product;
beforeAll(async () => {
  product = await Product.start();
}, 120_000);
afterAll(() => product.stop());

describe.each(DIALECTS)('bad input in the dialect of $name', (dialect) => {
  let project: NewProject;
  beforeAll(async () => {
    project = await product.createProject({ name: `corpus ${dialect.name}` });
  });

  const post = async (
    path: string,
    raw: Buffer | string,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${product.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...dialect.authorization(project.writeKey), ...headers },
      body: raw as RequestInit['body'],
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };

  /** A good event goes through: the process lives. */
  const stillWorks = async (): Promise<string> => {
    const id = randomUUID();
    const { status } = await post(dialect.batchPath, dialect.batch(project.writeKey, [dialect.good(id)]));
    expect(status).toBe(200);
    return id;
  };

  /** Every row, with nothing on its way. */
  const storedNow = async () => {
    await product.untilStored();
    return storedEvents(product, project.id);
  };

  const letters = async (): Promise<number> => {
    const path = `/projects/${project.id}/deadLetters?page=1&perPage=1`;
    return (await product.call<{ total: number }>('GET', path)).body.total;
  };

  /** Message ids of the rows and of the dead letters, each as often as it is there. */
  const keptIds = async (count: number): Promise<{ rows: string[]; letters: string[] }> => {
    const rows = (await untilStored(product, project.id, count, 5_000)).map(({ messageId }) => messageId);
    const path = `/projects/${project.id}/deadLetters?page=1&perPage=100`;
    const { body } = await product.call<{ data: { reason: string; payload: unknown }[] }>('GET', path);
    return { rows: rows.sort(), letters: body.data.map(({ reason }) => reason) };
  };

  describe.each(bodyCases())('$name', (body) => {
    it(`is answered ${body.status} by every endpoint`, async () => {
      const raw = bytesOf(body);
      for (const path of raw.length > 1e6 ? [dialect.batchPath] : dialect.paths) {
        const answer = await post(path, raw, body.headers);
        expect([path, answer.status]).toEqual([path, body.status]);
        expect(answer.body).toMatchObject({ success: false, message: expect.stringMatching(/\w \w.*\./s) });
      }
    }, 60_000);
  });

  it('every event of the corpus is refused with its reason or stored, and so are those beside it', async () => {
    const before = (await storedNow()).length;
    const stored: string[] = [];
    let late = 0;
    for (const event of eventCases(dialect.name)) {
      const ids = [randomUUID(), randomUUID(), randomUUID()];
      const texts = [dialect.good(ids[0]!), textOf(event, ids[1]!), dialect.good(ids[2]!)];
      const { status, body } = await post(dialect.batchPath, dialect.batch(project.writeKey, texts));
      const isTaken = event.expect === 'accepted' || event.expect === 'late';
      const errors = body.errors?.map(({ index, reason }) => [index, reason]);
      expect([event.name, status, errors]).toEqual(
        isTaken ? [event.name, 200, undefined] : [event.name, 400, [[1, event.expect]]],
      );
      stored.push(ids[0]!, ids[2]!, ...(event.expect === 'accepted' ? [ids[1]!] : []));
      if (event.expect === 'late') late++;
    }
    const kept = await keptIds(before + stored.length);
    expect(kept.rows.filter((id) => stored.includes(id))).toEqual(stored.sort());
    expect(kept.rows).toHaveLength(before + stored.length);
    expect(kept.letters.filter((reason) => reason === 'late')).toHaveLength(late);
    expect(kept.letters.filter((reason) => reason !== 'late')).toEqual([]);
  }, 120_000);

  it('whatever is accepted of hostile events is stored, once', async () => {
    const before = (await storedNow()).length;
    const lettersBefore = await letters();
    const event = fc
      .uuid({ version: 4 })
      .chain((id) => hostileEvent(dialect.base(id), dialect.fields).map((value) => ({ value })));
    let accepted = 0;
    const unknown = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (events, zipped) => {
          const good = randomUUID();
          const texts = [...events.map(({ value }) => JSON.stringify(value)), dialect.good(good)];
          const json = dialect.batch(project.writeKey, texts);
          const { status, body } = await post(dialect.batchPath, zipped ? gzipSync(json) : json);
          expect([200, 400]).toContain(status);
          // At least the good one of each batch.
          expect(body.accepted ?? texts.length).toBeGreaterThanOrEqual(1);
          accepted += body.accepted ?? texts.length;
          for (const { reason } of body.errors ?? []) if (reason === 'unreadable') unknown.add(reason);
        },
      ),
      runs({ quick: 40, deep: 150 }),
    );
    expect([...unknown]).toEqual([]);
    const rows = await storedNow();
    expect(new Set(rows.map(({ messageId }) => messageId)).size).toBe(rows.length);
    expect(rows.length - before + (await letters()) - lettersBefore).toBe(accepted);
    await stillWorks();
  }, 120_000);

  it('says 4xx to JSON that was damaged on its way, or takes what is left of it', async () => {
    const whole = fc
      .array(fc.uuid(), { minLength: 1, maxLength: 3 })
      .map((ids) => Buffer.from(dialect.batch(project.writeKey, ids.map(dialect.good))));
    const zipped = whole.map((bytes) => gzipSync(bytes));
    const paths = fc.constantFrom(...dialect.paths);
    await fc.assert(
      fc.asyncProperty(paths, broken(fc.oneof(whole, zipped)), async (path, raw) => {
        const { status } = await post(path, raw);
        expect([200, 400, 401, 413]).toContain(status);
      }),
      runs({ quick: 50, deep: 200 }),
    );
    await stillWorks();
  }, 60_000);

  describe('connections', () => {
    const head = (lines: string[]) =>
      [
        `POST ${dialect.batchPath} HTTP/1.1`,
        'host: x',
        ...Object.entries(dialect.authorization(project.writeKey)).map(
          ([name, value]) => `${name}: ${value}`,
        ),
        ...lines,
        '',
        '',
      ].join('\r\n');
    const body = () => dialect.batch(project.writeKey, [dialect.good(randomUUID())]);

    it.each<[string, (json: string) => string, RegExp]>([
      [
        'a body that is shorter than it says',
        (json) => head([`content-length: ${json.length + 50}`]) + json,
        /^(HTTP\/1\.1 400|$)/,
      ],
      [
        'a body that is longer than it says',
        (json) => head(['connection: close', `content-length: ${json.length - 5}`]) + json,
        /^HTTP\/1\.1 400/,
      ],
      [
        'chunks that break off',
        (json) => head(['transfer-encoding: chunked']) + `${json.length.toString(16)}\r\n${json}\r\n`,
        /^(HTTP\/1\.1 400|$)/,
      ],
      [
        'a chunk that breaks off',
        (json) => head(['transfer-encoding: chunked']) + `fff\r\n${json}`,
        /^(HTTP\/1\.1 400|$)/,
      ],
      [
        'chunks of a length that is none',
        (json) => head(['transfer-encoding: chunked']) + `zz\r\n${json}\r\n0\r\n\r\n`,
        /^HTTP\/1\.1 400/,
      ],
      [
        'two lengths',
        (json) => head([`content-length: ${json.length}`, 'content-length: 1']) + json,
        /^HTTP\/1\.1 400/,
      ],
      ['a length that is none', (json) => head(['content-length: many']) + json, /^HTTP\/1\.1 400/],
      ['a negative length', (json) => head(['content-length: -1']) + json, /^HTTP\/1\.1 400/],
      [
        'a length and chunks',
        (json) => head([`content-length: ${json.length}`, 'transfer-encoding: chunked']) + json,
        /^HTTP\/1\.1 400/,
      ],
      [
        'headers without an end',
        () => `POST ${dialect.batchPath} HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}`,
        /^HTTP\/1\.1 431/,
      ],
      ['no HTTP', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc', /^HTTP\/1\.1 400/],
    ])('%s is refused, and nothing is taken of it', async (_name, write, answer) => {
      const before = (await storedNow()).length;
      expect(await speak(product.url, write(body()))).toMatch(answer);
      await stillWorks();
      expect(await untilStored(product, project.id, before + 1)).toHaveLength(before + 1);
    });
  });
});

/** Says something to a server over TCP, ends its half soon after, and hears the other out. */
function speak(url: string, said: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(said, 'latin1');
      setTimeout(() => socket.end(), 200);
    });
    let heard = '';
    socket.on('data', (data) => (heard += data.toString()));
    socket.on('close', () => resolve(heard));
    socket.on('error', () => undefined);
  });
}
