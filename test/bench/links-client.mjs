/** Follows redirects of two servers in turns, as a browser does, and answers `{ok, waits}`: of each server, in ms. */
import { once } from 'node:events';
import http from 'node:http';

const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

const [{ sides, requests, warmUp }] = await once(process, 'message');
try {
  process.send({ ok: true, waits: await measure() });
} catch (error) {
  process.send({ ok: false, message: error.message });
}

async function measure() {
  const waits = {};
  const agents = {};
  for (const side of Object.keys(sides)) {
    waits[side] = [];
    agents[side] = new http.Agent({ keepAlive: true, maxSockets: 1 });
  }
  for (let at = 0; at < warmUp + requests; at++) {
    for (const [side, url] of Object.entries(sides)) {
      const began = performance.now();
      await follow(url, agents[side]);
      if (at >= warmUp) waits[side].push(performance.now() - began);
    }
  }
  for (const agent of Object.values(agents)) agent.destroy();
  return waits;
}

function follow(url, agent) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers: { 'user-agent': BROWSER } }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 302 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
      );
    });
    request.on('error', reject);
  });
}
