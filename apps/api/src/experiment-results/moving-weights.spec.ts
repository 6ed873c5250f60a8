import { describe, expect, it } from '@jest/globals';
import { peopleOfSteadyDays } from './moving-weights.js';

describe('people of a bandit and the weights they came by', () => {
  const changes = [
    { date: '2025-03-01', weights: [0.5, 0.5] },
    { date: '2025-03-03', weights: [0.1, 0.9] },
  ];
  const day = (date: string, ...people: number[]) =>
    people.map((count, arm) => ({ arm, day: date, people: count }));

  it('are expected day by day', () => {
    const exposures = [...day('2025-03-01', 52, 48), ...day('2025-03-04', 9, 91)];
    expect(peopleOfSteadyDays(exposures, changes)).toEqual({ observed: [61, 139], expected: [60, 140] });
  });

  it('are left out on a day on which weights moved, as most of them may have come before', () => {
    const exposures = [...day('2025-03-02', 50, 50), ...day('2025-03-03', 480, 520)];
    expect(peopleOfSteadyDays(exposures, changes)).toEqual({ observed: [50, 50], expected: [50, 50] });
  });

  it('are nobody where there was no other day', () => {
    expect(peopleOfSteadyDays(day('2025-03-03', 3, 4), changes)).toEqual({
      observed: [0, 0],
      expected: [0, 0],
    });
  });
});
