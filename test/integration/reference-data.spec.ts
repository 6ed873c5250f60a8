import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type NewProject, Product } from '../support/product.js';
import { type ActivityTruth, TruthCheck } from '../support/truth.js';

/** Public data sets whose rows may not be copied into this project; truths computed elsewhere lie beside them. */
const folder = process.env.REFERENCE_DATA ?? join(__dirname, '..', '..', '..', 'shared', 'data');
const present = existsSync(join(folder, 'simple_shop', 'expected.json'));
const engines = [['rollup'], ['events']] as const;

const file = (...path: string[]) => readFileSync(join(folder, ...path));
const truthOf = (name: string) => JSON.parse(file(name, 'expected.json').toString()) as ActivityTruth;

if (!present) {
  console.log(
    `Skipped: reference data sets, as ${folder} is not there (set REFERENCE_DATA to their folder).`,
  );
}

(present ? describe : describe.skip)('reference data, through the product', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
  }, 60_000);
  afterAll(() => product.stop());

  describe.each([
    [
      'simple_shop',
      'simple-onlineshop.csv.gz',
      { event: 'event', distinctId: 'user_id', timestamp: 'timestamp' },
    ],
    [
      'mobile_game',
      'game_sessions.csv.gz',
      { event: { const: 'session' }, distinctId: 'ID User', timestamp: 'Start Session' },
    ],
  ] as const)('%s', (name, log, mapping) => {
    let project: NewProject;

    beforeAll(async () => {
      project = await product.createProject({ name });
      const body = file(name, log);
      const end = await product.importLog(project.id, {
        body,
        contentType: 'text/csv',
        mapping: { ...mapping },
      });
      expect(end).toMatchObject({ state: 'done', accepted: truthOf(name).events_counted, rejected: 0 });
    }, 180_000);

    it.each(engines)(
      'agrees with its truth to the user (%s)',
      async (engine) => {
        await new TruthCheck(product, project.id, truthOf(name), engine).all();
      },
      60_000,
    );
  });

  describe('clique_bait: cookies that turn out to be people', () => {
    let project: NewProject;
    type Row = Record<'cookie_id' | 'event_type' | 'event_time' | 'user_id', string>;
    const rows = (csv: Buffer) => parse(csv, { columns: true }) as Row[];

    async function send(batch: unknown[]): Promise<void> {
      for (let at = 0; at < batch.length; at += 1_000) {
        const response = await fetch(`${product.url}/v1/import`, {
          method: 'POST',
          headers: {
            authorization: `Basic ${Buffer.from(`${project.writeKey}:`).toString('base64')}`,
            'content-type': 'application/json',
          },
          body: JSON.stringify({ batch: batch.slice(at, at + 1_000) }),
        });
        expect(await response.json()).toEqual({ success: true });
      }
      await product.untilStored();
    }

    beforeAll(async () => {
      project = await product.createProject({ name: 'clique_bait' });
      const events = rows(gunzipSync(file('clique_bait', 'events.csv.gz'))).map((row, index) => ({
        type: 'track',
        event: `type ${row.event_type}`,
        anonymousId: row.cookie_id,
        messageId: `event ${index}`,
        timestamp: `${row.event_time.replace(' ', 'T').slice(0, 23)}Z`,
      }));
      await send(events);
    }, 180_000);

    it('counts cookies until it knows the people, and people from then on, in the past too', async () => {
      const { unstitched_by_cookie: cookies, ...truth } = truthOf('clique_bait') as ActivityTruth & {
        unstitched_by_cookie: { mau_calendar: Record<string, number> };
      };
      const months = async () => {
        const range = { from: '2020-01-01', to: '2020-05-28' };
        const query = { kind: 'activeUsers', interval: 'month', ...range };
        const { rows: buckets } = await product.query<{ rows: { users: number }[] }>(project.id, query);
        return buckets.map(({ users }) => users);
      };
      expect(await months()).toEqual(Object.values(cookies.mau_calendar));

      const seen = new Set<string>();
      const identifies = rows(file('clique_bait', 'users.csv')).filter(({ cookie_id: cookie }) => {
        const isNew = !seen.has(cookie);
        seen.add(cookie);
        return isNew;
      });
      await send(
        identifies.map(({ user_id: userId, cookie_id: anonymousId }) => ({
          type: 'identify',
          userId,
          anonymousId,
          messageId: `identify ${anonymousId}`,
          timestamp: '2020-06-01T00:00:00Z',
        })),
      );
      for (const [engine] of engines) await new TruthCheck(product, project.id, truth, engine).all();
    }, 120_000);
  });
});
