import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SilenceWatch } from './silence-watch.js';

const LIMIT_MS = 8_000;

describe('SilenceWatch', () => {
  let busy = false;
  let told: Error[] = [];
  let watch: SilenceWatch;

  beforeEach(() => {
    jest.useFakeTimers();
    busy = false;
    told = [];
    watch = new SilenceWatch(
      LIMIT_MS,
      () => busy,
      (error) => told.push(error),
    );
    watch.start();
  });
  afterEach(() => {
    watch.stop();
    jest.useRealTimers();
  });

  /** A second at a time, for `seconds`. */
  function pass(seconds: number, each: () => void = () => undefined): void {
    for (let second = 0; second < seconds; second += 1) {
      jest.advanceTimersByTime(1_000);
      each();
    }
  }

  it('tells once of a silence that lasts longer than the limit', () => {
    pass(8);
    expect(told).toHaveLength(0);
    pass(40);
    expect(told.map(({ message }) => message)).toEqual([expect.stringContaining('nothing for 8000 ms')]);
  });

  it('counts an answer as life', () => {
    pass(40, () => watch.heard());
    expect(told).toHaveLength(0);
  });

  it('counts what is in hand as life, and the silence after it from its end', () => {
    busy = true;
    pass(40);
    busy = false;
    pass(7);
    expect(told).toHaveLength(0);
    pass(3);
    expect(told).toHaveLength(1);
  });

  it('tells of one broker that owes records while another answers', () => {
    watch.asked(1);
    watch.asked(2);
    pass(8, () => watch.answered(2));
    expect(told).toHaveLength(0);
    pass(1, () => watch.answered(2));
    expect(told).toHaveLength(1);
  });

  it('gives brokers their time anew once the group has settled who reads what', () => {
    watch.asked(1);
    pass(6, () => watch.heard());
    watch.joined();
    pass(6, () => watch.heard());
    expect(told).toHaveLength(0);
    pass(4, () => watch.heard());
    expect(told).toHaveLength(1);
  });

  it('is not misled by a clock that is set', () => {
    jest.setSystemTime(Date.now() + 3_600_000);
    pass(1);
    expect(told).toHaveLength(0);
  });
});
