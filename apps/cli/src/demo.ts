import { simulate, totalDays } from '@groundswell/demo';
import cliProgress from 'cli-progress';
import { setTimeout as sleep } from 'node:timers/promises';

const BATCH = 1_000;
const ATTEMPTS = 30;

export interface DemoOptions {
  url: string;
  writeKey: string;
  scale: string;
}

/** Sends the simulation to `/v1/import` as a client would, waiting where the collector says so. */
export async function sendDemo(options: DemoOptions): Promise<void> {
  const scale = Number(options.scale);
  if (!(scale > 0 && scale <= 1))
    throw new Error(`--scale is a number above 0 and up to 1, not "${options.scale}".`);
  const progress = new cliProgress.SingleBar({
    format: 'Sending  {bar} {percentage} %  {events} events  {duration_formatted}',
    stream: process.stderr,
  });
  let events = 0;
  progress.start(totalDays, 0, { events });
  try {
    for (const day of simulate({ scale })) {
      for (let at = 0; at < day.length; at += BATCH) await post(options, day.slice(at, at + BATCH));
      events += day.length;
      progress.increment(1, { events });
    }
  } finally {
    progress.stop();
  }
  console.log(`${events} events sent.`);
}

async function post({ url, writeKey }: DemoOptions, batch: unknown[]): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${url}/v1/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ batch }),
    });
    if (response.ok) return;
    if (response.status < 500 || attempt === ATTEMPTS) {
      throw new Error(`The collector refused: ${response.status} ${await response.text()}`);
    }
    await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000);
  }
}
