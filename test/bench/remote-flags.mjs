import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { count, quantile, times } from './table.mjs';

const require = createRequire(import.meta.url);
const { ProjectsService } = require('@groundswell/api');
const { FlagEntity } = require('@groundswell/postgres');
const { DataSource } = require('typeorm');
const fastify = require('fastify');

const PER_SECOND = 2_000;
/** Before the clock starts, of each side. */
const WARM_UP_SECONDS = 3;
const ROUNDS = 3;
const FLAG = 'bench';

/**
 * How long OFREP evaluations take that come at a fixed rate, whether or not answers keep up, in turns with a bare Fastify route that parses the same body and
 * answers the same bytes; asked by a client in a process of its own.
 */
export async function measureRemote(engines, seconds) {
  console.log(
    `Flags: ${count(PER_SECOND)} remote evaluations a second for ${seconds} seconds, ${ROUNDS} times`,
  );
  const { clientKey, projectId } = await makeProject(engines.app);
  await makeFlags(engines.app, projectId);
  const bare = await bareRoute();
  const path = `/ofrep/v1/evaluate/flags/${FLAG}`;
  const sides = { ours: `${engines.url}${path}`, baseline: `${bare.url}${path}` };
  const task = { sides, clientKey, perSecond: PER_SECOND, seconds, warmUp: WARM_UP_SECONDS, rounds: ROUNDS };
  await delivered(sides.ours, clientKey);
  const waits = await fromClient(task);
  await bare.server.close();
  const [ours, baseline] = [waits.ours, waits.baseline].map((of) => [quantile(of, 0.5), quantile(of, 0.99)]);
  return {
    what: `remote evaluation of a flag at ${count(PER_SECOND)} requests a second, p50 and p99 (baseline: a bare Fastify route)`,
    ours: inWords(ours),
    baseline: inWords(baseline),
    ratio: times(ours[1] / baseline[1]),
  };
}

const inWords = (figures) => figures.map((figure) => `${figure.toFixed(2)} ms`).join(', ');

async function makeProject(app) {
  const project = { name: 'Flags', timeZone: 'UTC', weekStart: 'monday', currency: 'EUR' };
  const { id: projectId, clientKey } = await app.get(ProjectsService).create(project);
  return { projectId, clientKey };
}

/** The flag asked for, targeted and rolled out, among as many others as projects have. */
async function makeFlags(app, projectId) {
  const base = { description: '', enabled: true, environments: null, from: null, to: null };
  const open = { ...base, cohortIds: [], prerequisites: [] };
  const rollout = { hashAttribute: 'id', seed: null, steps: [], guard: null };
  const rules = [
    { ...open, kind: 'force', id: 'staff', condition: { plan: 'staff' }, value: true },
    {
      ...open,
      ...rollout,
      kind: 'rollout',
      id: 'grow',
      condition: { country: { $in: ['DE', 'FR'] } },
      value: true,
      coverage: 0.5,
    },
  ];
  const keys = [FLAG, ...Array.from({ length: 19 }, (_, at) => `other-${at}`)];
  const rows = keys.map((key) => ({
    ...{
      projectId,
      key,
      type: 'boolean',
      schema: null,
      defaultValue: false,
      environments: { production: true },
    },
    rules,
  }));
  await app.get(DataSource).getRepository(FlagEntity).save(rows);
}

/** Changed flags are delivered within two seconds. */
async function delivered(url, clientKey) {
  const headers = { authorization: `Bearer ${clientKey}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ context: { targetingKey: 'first' } });
  for (let tries = 0; tries < 100; tries++) {
    const { ok } = await fetch(url, { method: 'POST', headers, body });
    if (ok) return;
    await sleep(100);
  }
  throw new Error('the flag is not delivered');
}

async function bareRoute() {
  const server = fastify();
  const answer = { key: FLAG, value: true, reason: 'SPLIT', variant: 'grow', metadata: {} };
  server.post('/ofrep/v1/evaluate/flags/:key', (_request, reply) => reply.send(answer));
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return { server, url };
}

async function fromClient(task) {
  const client = fork(fileURLToPath(new URL('./remote-flags-client.mjs', import.meta.url)));
  client.send(task);
  const [answer] = await Promise.race([once(client, 'message'), once(client, 'exit')]);
  client.kill();
  if (!answer?.ok) throw new Error(answer?.message ?? 'the client ended early');
  return answer.waits;
}
