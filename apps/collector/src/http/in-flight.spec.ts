import { describe, expect, it } from '@jest/globals';
import { InFlight } from './in-flight.js';

describe('InFlight', () => {
  it('turns away what has no room until something ends', () => {
    const inFlight = new InFlight(100);
    const first = inFlight.enter(60);
    expect(inFlight.enter(60)).toBeNull();
    first?.end();
    first?.end();
    expect(inFlight.enter(60)).not.toBeNull();
    expect(inFlight.enter(60)).toBeNull();
  });

  it('lets in what is alone, however large', () => {
    expect(new InFlight(100).enter(500)).not.toBeNull();
  });

  it('counts what a body becomes', () => {
    const inFlight = new InFlight(100);
    const lease = inFlight.enter(10);
    expect(inFlight.enter(80)?.resize(120)).toBe(false);
    expect(lease?.resize(20)).toBe(true);
    expect(inFlight.enter(1)).toBeNull();
    expect(lease?.resize(5)).toBe(true);
    expect(inFlight.enter(15)).not.toBeNull();
  });

  it('is empty once all have ended, whatever they did', () => {
    const inFlight = new InFlight(100);
    const leases = [inFlight.enter(30), inFlight.enter(30)];
    leases[0]?.resize(50);
    for (const lease of leases) lease?.end();
    leases[0]?.add(1000);
    expect(inFlight.enter(100)).not.toBeNull();
  });
});
