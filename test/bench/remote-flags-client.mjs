/** Asks two servers for a flag, in turns and each at a fixed rate, and answers `{ok, waits}`: of each server, in ms. */
import { once } from 'node:events';
import http from 'node:http';
import { atRate } from './flags.mjs';

const PEOPLE = 50_000;

const [{ sides, clientKey, perSecond, seconds, warmUp, rounds }] = await once(process, 'message');
try {
  process.send({ ok: true, waits: await measure() });
} catch (error) {
  process.send({ ok: false, message: error.message });
}

async function measure() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const waits = Object.fromEntries(Object.keys(sides).map((side) => [side, []]));
  for (const url of Object.values(sides)) await atRate(perSecond, warmUp, evaluator(url, agent));
  for (let round = 0; round < rounds; round++)
    for (const [side, url] of Object.entries(sides))
      waits[side].push(...(await atRate(perSecond, seconds, evaluator(url, agent))));
  agent.destroy();
  return waits;
}

function evaluator(url, agent) {
  return (at) => {
    const country = ['DE', 'FR', 'CN', 'US'][at % 4];
    const body = JSON.stringify({ context: { targetingKey: `person-${at % PEOPLE}`, country } });
    const headers = {
      authorization: `Bearer ${clientKey}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    return new Promise((resolve, reject) => {
      const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
        );
      });
      request.on('error', reject);
      request.end(body);
    });
  };
}
