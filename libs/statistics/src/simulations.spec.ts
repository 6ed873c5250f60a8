import { describe, expect, it } from '@jest/globals';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import { effectOf } from './comparisons/effect.js';
import { compareProportions } from './comparisons/proportions.js';
import { sequentialTest } from './comparisons/sequential.js';
import { welchTest } from './comparisons/t-test.js';
import { sampleRatio } from './experiment/sample-ratio.js';
import { unitsNeeded } from './experiment/power.js';
import { sampleOfClusters } from './samples/clusters.js';
import { type CovariateSums, cupedSamples } from './samples/cuped.js';
import { sampleOfSums, sampleOfValues } from './samples/sample.js';

/** Of a fixed seed: every run is the same. */
function randomOf(seed: number): () => number {
  const generator = mersenne(seed);
  return () => uniformFloat64(generator);
}
/** Box and Muller (1958). */
const normalOf = (random: () => number) => () =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));
const shareOf = (count: number, happens: () => boolean) =>
  times(count, happens).filter(Boolean).length / count;

/** Four standard errors about a share: a sound test of a fixed seed is not outside it. */
const about = (share: number, count: number) => {
  const half = 4 * Math.sqrt((share * (1 - share)) / count);
  return { low: share - half, high: share + half };
};
function expectAbout(found: number, share: number, count: number): void {
  const { low, high } = about(share, count);
  expect(found).toBeGreaterThan(low);
  expect(found).toBeLessThan(high);
}

describe('without a difference', () => {
  it('one look is wrong as often as it says, also of skewed values, and its interval holds', () => {
    const random = randomOf(1);
    const exponential = () => -Math.log(1 - random());
    const arm = () => sampleOfValues(times(150, exponential));
    const found = times(3_000, () => welchTest(effectOf(arm(), arm(), 'absolute')));
    expectAbout(found.filter(({ pValue }) => pValue < 0.05).length / 3_000, 0.05, 3_000);
    const holds = found.filter(({ interval: [low, high] }) => low! <= 0 && high! >= 0).length / 3_000;
    expectAbout(holds, 0.95, 3_000);
  });

  it('twenty looks are wrong often by one-look tests, and by always-valid ones no more than they say', () => {
    const normal = normalOf(randomOf(2));
    const looks = () => {
      const sums = times(2, () => ({ n: 0, sum: 0, sumSquares: 0 }));
      const wrong = { once: false, always: false };
      for (let look = 0; look < 20; look++) {
        for (const arm of sums) {
          for (let person = 0; person < 100; person++) {
            const value = 1 + normal();
            arm.n += 1;
            arm.sum += value;
            arm.sumSquares += value * value;
          }
        }
        const [a, b] = sums.map((arm) => sampleOfSums(arm));
        const effect = effectOf(a!, b!, 'absolute');
        wrong.once ||= welchTest(effect).pValue < 0.05;
        wrong.always ||= sequentialTest(effect, a!.n + b!.n).pValue < 0.05;
      }
      return wrong;
    };
    const found = times(400, looks);
    expect(found.filter(({ once }) => once).length / 400).toBeGreaterThan(0.15);
    expect(found.filter(({ always }) => always).length / 400).toBeLessThanOrEqual(0.05);
  });

  it('a thousand sound experiments give one alarm of the sample ratio', () => {
    const random = randomOf(3);
    const alarms = shareOf(10_000, () => {
      let first = 0;
      for (let person = 0; person < 400; person++) if (random() < 0.3) first++;
      return sampleRatio([first, 400 - first], [0.3, 0.7]).alarm;
    });
    expectAbout(alarms, 0.001, 10_000);
  });
});

describe('with a difference', () => {
  it('it is seen as often as was planned', () => {
    const random = randomOf(4);
    const mean = 0.3;
    const perArm = Math.ceil(unitsNeeded({ mean, variance: mean * (1 - mean) }, 0.15, 0.8) / 2);
    const successes = (chance: number) => {
      let count = 0;
      for (let person = 0; person < perArm; person++) if (random() < chance) count++;
      return count;
    };
    const seen = shareOf(1_500, () => {
      const control = { n: perArm, successes: successes(mean) };
      const treatment = { n: perArm, successes: successes(mean * 1.15) };
      return compareProportions(control, treatment).pooled.pValue < 0.05;
    });
    expectAbout(seen, 0.8, 1_500);
  });

  it('the interval of the relative lift holds it as often as it says', () => {
    const random = randomOf(5);
    const normal = normalOf(random);
    const arm = (mean: number) => sampleOfValues(times(300, () => mean + normal()));
    const holds = shareOf(2_000, () => {
      const [low, high] = welchTest(effectOf(arm(5), arm(6), 'relative')).interval;
      return low! <= 0.2 && high! >= 0.2;
    });
    expectAbout(holds, 0.95, 2_000);
  });

  it('with a covariate that control shares with its base as well', () => {
    const normal = normalOf(randomOf(7));
    const arm = (lift: number): CovariateSums => {
      const people = times(150, () => {
        const before = 10 + 3 * normal();
        return { before, after: lift * (before + normal()) };
      });
      const sum = (of: (person: (typeof people)[number]) => number) =>
        people.reduce((all, person) => all + of(person), 0);
      return {
        n: people.length,
        outcome: { sum: sum(({ after }) => after), sumSquares: sum(({ after }) => after ** 2) },
        covariate: { sum: sum(({ before }) => before), sumSquares: sum(({ before }) => before ** 2) },
        sumProducts: sum(({ before, after }) => before * after),
      };
    };
    const holds = shareOf(2_000, () => {
      const [a, b] = cupedSamples([arm(1), arm(2)], ['control', 'treatment']).samples;
      const { interval } = welchTest(effectOf(a!, b!, 'relative'));
      return interval[0]! <= 1 && interval[1]! >= 1;
    });
    expectAbout(holds, 0.95, 2_000);
  });
});

describe('friends who share what they get', () => {
  it('make tests of people wrong, and tests of clusters as wrong as they say', () => {
    const normal = normalOf(randomOf(6));
    const groups = () =>
      times(120, (index) => {
        const mood = normal();
        return times(2 + (index % 6), () => 1 + mood + normal());
      });
    const clusters = (arm: number[][]) =>
      sampleOfClusters(
        arm.map((own) => ({ people: own.length, total: own.reduce((sum, one) => sum + one, 0) })),
      );
    const found = times(600, () => {
      const [a, b] = [groups(), groups()];
      const people = effectOf(sampleOfValues(a.flat()), sampleOfValues(b.flat()), 'absolute');
      const robust = effectOf(clusters(a), clusters(b), 'absolute');
      return [people, robust].map((effect) => welchTest(effect).pValue < 0.05);
    });
    expect(found.filter(([people]) => people).length / 600).toBeGreaterThan(0.15);
    expectAbout(found.filter(([, robust]) => robust).length / 600, 0.05, 600);
  });
});
