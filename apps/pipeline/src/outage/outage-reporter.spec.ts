import { describe, expect, it } from '@jest/globals';
import { OutageReporter } from './outage-reporter.js';

function reporter() {
  const lines: string[] = [];
  const clock = { now: 0 };
  const say = (level: string) => (text: string) => void lines.push(`${level} ${text}`);
  const logger = { log: say('log'), warn: say('warn'), error: say('error') };
  return { lines, clock, outages: new OutageReporter(logger, () => clock.now) };
}
const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('OutageReporter', () => {
  it('warns once for an engine that is away, and says when it is back', () => {
    const { lines, clock, outages } = reporter();
    for (let tries = 0; tries < 100; tries++) outages.failed('Partition 1', away);
    clock.now = 12_000;
    outages.worked('Partition 1');
    outages.worked('Partition 1');
    expect(lines).toEqual([
      'warn Partition 1 waits for an engine and goes on by itself: connect ECONNREFUSED',
      'log Partition 1 works again after 12 s.',
    ]);
  });

  it('says of what is left to another process neither that it fails nor that it works', () => {
    const { lines, outages } = reporter();
    outages.failed('Partition 1', away);
    outages.leave('Partition 1');
    outages.leave('Partition 2');
    outages.worked('Partition 1');
    expect(lines.slice(1)).toEqual(['log Partition 1 is left to another process.']);
  });

  it('asks for somebody once when the outage lasts', () => {
    const { lines, clock, outages } = reporter();
    for (clock.now = 0; clock.now < 20 * 60_000; clock.now += 5000) outages.failed('Partition 1', away);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['warn', 'error']);
  });

  it('asks at once for what is no outage, each part by itself', () => {
    const { lines, outages } = reporter();
    outages.failed('Partition 1', new Error('Cannot parse'));
    outages.failed('Partition 1', new Error('Cannot parse'));
    outages.failed('Partition 2', new Error('Cannot parse'));
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.startsWith('error'))).toBe(true);
  });
});
