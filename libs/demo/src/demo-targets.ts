/** A figure that the simulation is calibrated to, at `DEFAULT_SCALE`. */
export interface DemoTarget {
  key: string;
  value: number;
  /** `people`, `visits`, or `share` (0 to 1). */
  unit: 'people' | 'visits' | 'share';
  /** Relative, for shares in absolute share points. */
  tolerance: number;
  /** What it counts and where it comes from. */
  wording: string;
}

/** The published size times this is the size of the demo project. */
export const DEFAULT_SCALE = 0.01;

const REPORTED = 'reported, at one hundredth';

export const demoTargets = {
  web: people('web', 7_900, `daily active users of the web on 25 March 2024; ${REPORTED}`),
  app: people(
    'app',
    5_400,
    `daily active users of the iOS and Android apps together on 25 March 2024; ${REPORTED}`,
  ),
  allEnds: people(
    'allEnds',
    22_600,
    `daily active users on all ends, each person once, mini-program included, on 25 March 2024; ${REPORTED} as more than 22,500`,
  ),
  tenthOfMarch: people(
    'tenthOfMarch',
    12_000,
    `daily active users on all ends, each person once, on 10 March 2024; ${REPORTED}`,
  ),
  decemberRetention: retention('decemberRetention', 0.1848, 'December 2023'),
  januaryRetention: retention('januaryRetention', 0.2225, 'January 2024'),
  februaryRetention: retention('februaryRetention', 0.2336, 'February 2024'),
  januaryVisits: visits('januaryVisits', 14_200, 'January 2024'),
  februaryVisits: visits('februaryVisits', 30_500, 'February 2024'),
} as const satisfies Record<string, DemoTarget>;

function people(key: string, value: number, wording: string): DemoTarget {
  return { key, value, unit: 'people', tolerance: 0.02, wording };
}

function retention(key: string, value: number, month: string): DemoTarget {
  const wording = `share of the people first active in ${month} who were active in the month after it; reported`;
  return { key, value, unit: 'share', tolerance: 0.005, wording };
}

function visits(key: string, value: number, month: string): DemoTarget {
  return { key, value, unit: 'visits', tolerance: 0.02, wording: `web sessions in ${month}; ${REPORTED}` };
}
