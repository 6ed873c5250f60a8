import { describe, expect, it } from '@jest/globals';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import fc from 'fast-check';
import { banditWeights, FLOOR } from '../experiment/bandit.js';
import { samplesOfPeriods } from './periods.js';
import { type Sums, sampleOfValues } from './sample.js';

const sumsOf = (values: number[]): Sums => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  sumSquares: values.reduce((sum, value) => sum + value ** 2, 0),
});
const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 20, maxLength: 40 });
const periods = fc.array(fc.tuple(values, values), { minLength: 1, maxLength: 4 });

describe('arms whose shares changed', () => {
  it('are what each period says, weighted by its people', () => {
    fc.assert(
      fc.property(periods, (all) => {
        const found = samplesOfPeriods(all.map((arms) => arms.map(sumsOf)))!;
        const total = all.flat(2).length;
        found.forEach(({ n, mean, variance }, arm) => {
          let [expected, error] = [0, 0];
          for (const period of all) {
            const sample = sampleOfValues(period[arm]!);
            const share = period.flat().length / total;
            expected += share * sample.mean;
            error += share ** 2 * (sample.variance / sample.n);
          }
          expect(n).toBe(all.flatMap((period) => period[arm]!).length);
          expect(mean).toBeCloseTo(expected, 8);
          expect(variance / n).toBeCloseTo(error, 8);
        });
      }),
    );
  });

  it('put periods with too few together, and say nothing where all are', () => {
    const few = [3, 4, 5].map((value) => sumsOf([value, value + 1]));
    const many = [3, 4, 5].map((value) => sumsOf(Array.from({ length: 30 }, (_, at) => value + (at % 2))));
    expect(samplesOfPeriods([few, few])).toBeNull();
    expect(samplesOfPeriods([])).toBeNull();
    const found = samplesOfPeriods([few, many, few])!;
    expect(found.map(({ n }) => n)).toEqual([34, 34, 34]);
    expect(found[0]!.mean).toBeCloseTo(3.5, 9);
  });
});

describe('a bandit that moves its weights every day', () => {
  /** Of a fixed seed: every run is the same. */
  function randomOf(seed: number): () => number {
    const generator = mersenne(seed);
    return () => uniformFloat64(generator);
  }
  const [DAYS, PEOPLE] = [14, 1_000];
  /** Everybody's chances sink from day to day, so that who is told by late people looks worse. */
  const chance = (rate: number, day: number) => rate * (1 - day / 28);

  function run(rates: number[], seed: number) {
    const random = randomOf(seed);
    let weights = rates.map(() => 1 / rates.length);
    const days: Sums[][] = [];
    const history: number[][] = [];
    for (let day = 0; day < DAYS; day++) {
      const sums = rates.map(() => ({ n: 0, sum: 0, sumSquares: 0 }));
      for (let person = 0; person < PEOPLE; person++) {
        let [arm, left] = [0, random()];
        while (arm < rates.length - 1 && left >= weights[arm]!) left -= weights[arm++]!;
        const did = random() < chance(rates[arm]!, day) ? 1 : 0;
        sums[arm] = {
          n: sums[arm]!.n + 1,
          sum: sums[arm]!.sum + did,
          sumSquares: sums[arm]!.sumSquares + did,
        };
      }
      days.push(sums);
      const samples = samplesOfPeriods(days);
      weights = (samples && banditWeights(samples)) ?? weights;
      history.push(weights);
    }
    return { samples: samplesOfPeriods(days)!, days, history };
  }

  it('gives most people the best, and no variation less than its floor', () => {
    const histories = Array.from({ length: 20 }, (_, at) => run([0.1, 0.14, 0.1], 7 + at).history);
    for (const weights of histories.flat()) {
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      for (const weight of weights) expect(weight).toBeGreaterThanOrEqual(FLOOR - 1e-12);
    }
    const sure = histories.filter((history) => history.at(-1)![1]! > 0.8);
    expect(sure.length).toBeGreaterThan(14);
  });

  it('is analysed without the bias that people of all days taken together have', () => {
    const runs = Array.from({ length: 60 }, (_, at) => run([0.3, 0.36], 100 + at));
    const average = (of: number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
    const differences = runs.map(({ samples }) => samples[1]!.mean - samples[0]!.mean);
    const together = runs.map(({ days }) => {
      const mean = (arm: number) =>
        days.reduce((sum, day) => sum + day[arm]!.sum, 0) / days.reduce((sum, day) => sum + day[arm]!.n, 0);
      return mean(1) - mean(0);
    });
    const truth = average(Array.from({ length: DAYS }, (_, day) => chance(0.06, day)));
    expect(Math.abs(average(differences) - truth)).toBeLessThan(0.012);
    expect(average(together)).toBeLessThan(truth / 2);
  });
});
