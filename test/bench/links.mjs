import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { count, quantile, times } from './table.mjs';

const require = createRequire(import.meta.url);
const { ProjectsService } = require('@groundswell/api');
const { LinkEntity } = require('@groundswell/postgres');
const { DataSource } = require('typeorm');
const fastify = require('fastify');

const DESTINATION = 'https://shop.example/spring?colour=blue';
/** Requests before the clock starts, of each side. */
const WARM_UP = 100;
/** A median above this is a miss. */
const BAR_MS = 10;

/**
 * How long `/l/{code}` takes to lead on, in turns with a bare Fastify redirect in the same process: one request after another, by a client in a
 * process of its own over one connection each. Of the product, clicks are recorded meanwhile.
 */
export async function measureLinks(engines, requests) {
  console.log(`Tracking links: ${count(requests)} redirects`);
  const code = await makeLink(engines.app);
  const bare = await bareRedirect();
  const sides = { ours: `${engines.url}/l/${code}`, baseline: `${bare.url}/l/${code}` };
  const waits = await fromClient({ sides, requests, warmUp: WARM_UP });
  await bare.server.close();
  const [ours, baseline] = [waits.ours, waits.baseline].map((of) => [quantile(of, 0.5), quantile(of, 0.99)]);
  if (ours[0] > BAR_MS) console.log(`  The median is ${ours[0].toFixed(1)} ms, above ${BAR_MS} ms`);
  return {
    what: 'redirect of a tracking link, p50 and p99 (baseline: a bare Fastify redirect)',
    ours: inWords(ours),
    baseline: inWords(baseline),
    ratio: times(ours[0] / baseline[0]),
  };
}

const inWords = (figures) => figures.map((figure) => `${figure.toFixed(2)} ms`).join(', ');

async function makeLink(app) {
  const project = await app.get(ProjectsService).create({
    ...{ name: 'Links', timeZone: 'UTC', weekStart: 'monday', currency: 'EUR' },
  });
  const code = 'bench-link';
  const utm = { source: 'poster', medium: 'print', campaign: 'spring' };
  const link = { projectId: project.id, code, name: 'Bench', destination: DESTINATION, utm };
  await app.get(DataSource).manager.insert(LinkEntity, link);
  return code;
}

async function bareRedirect() {
  const server = fastify();
  server.get('/l/:code', (_request, reply) => reply.redirect(DESTINATION, 302));
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return { server, url };
}

async function fromClient(task) {
  const client = fork(fileURLToPath(new URL('./links-client.mjs', import.meta.url)));
  client.send(task);
  const [answer] = await once(client, 'message');
  client.kill();
  if (!answer.ok) throw new Error(answer.message);
  return answer.waits;
}
