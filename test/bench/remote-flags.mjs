/**
 * `node test/bench/remote-flags.mjs --url http://localhost:3000 --key gsc_… [--flag KEY] [--rate 2000] [--seconds 10]`:
 * waits for OFREP evaluations by a server that runs, at a fixed rate. Without a key: local evaluation alone.
 */
import http from 'node:http';
import { parseArgs } from 'node:util';
import { atRate, measureLocal } from './flags.mjs';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    key: { type: 'string' },
    flag: { type: 'string' },
    rate: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '10' },
  },
});

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

function evaluate(at) {
  const body = JSON.stringify({ context: { targetingKey: `person-${at % 50_000}`, country: 'DE' } });
  const path = `${values.url}/ofrep/v1/evaluate/flags/${values.flag}`;
  const headers = {
    authorization: `Bearer ${values.key}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(path, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

if (values.key) {
  const rate = Number(values.rate);
  await atRate(rate, 2, evaluate);
  const { p50, p99 } = await atRate(rate, Number(values.seconds), evaluate);
  console.log(`remote evaluation at ${rate} requests/s: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
} else {
  const { ours, baseline, ratio } = measureLocal();
  console.log(`local evaluation: ours ${ours}, GrowthBook SDK ${baseline}, ${ratio}`);
}
process.exit(0);
