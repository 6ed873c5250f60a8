/** A figure that a third party gives, as the market page imports it. */
export interface DemoPanelFigure {
  subject: string;
  metric: string;
  date: string;
  value: number;
  source: string;
}

/** What the demo's own product is called among them. */
export const DEMO_OWN_SUBJECT = 'Demo assistant';

const REPORTED = 'Reported, at one hundredth';
const INVENTED = 'Simulated';
const LEADER = 'Rival assistant A';
const SECOND = 'Rival assistant B';

type Point = readonly [date: string, value: number, source?: string];

/**
 * The market around the demo. Reported, at one hundredth of their size: a rival's 2.33 million daily users on 25 March 2024,
 * falls of 33.42 % and 45.05 % in the visits of two rivals from January to February, and our own visits of these months.
 * All other levels are invented, so that there is something to compare with.
 */
export const demoPanel: readonly DemoPanelFigure[] = [
  ...points(LEADER, 'dailyActiveUsers', [
    ['2023-12-25', 18_900],
    ['2024-01-25', 20_700],
    ['2024-02-25', 22_100],
    ['2024-03-25', 23_300, REPORTED],
  ]),
  ...points(SECOND, 'dailyActiveUsers', [
    ['2023-12-25', 6_100],
    ['2024-01-25', 6_800],
    ['2024-02-25', 6_500],
    ['2024-03-25', 7_200],
  ]),
  ...points(LEADER, 'visits', [
    ['2023-12-01', 140_000],
    ['2024-01-01', 150_000],
    ['2024-02-01', 99_870, 'Fall of 33.42 % reported, level simulated'],
  ]),
  ...points(SECOND, 'visits', [
    ['2023-12-01', 57_000],
    ['2024-01-01', 60_000],
    ['2024-02-01', 32_970, 'Fall of 45.05 % reported, level simulated'],
  ]),
  ...points(DEMO_OWN_SUBJECT, 'visits', [
    ['2024-01-01', 14_200, REPORTED],
    ['2024-02-01', 30_500, REPORTED],
  ]),
];

function points(subject: string, metric: string, values: readonly Point[]): DemoPanelFigure[] {
  return values.map(([date, value, source = INVENTED]) => ({ subject, metric, date, value, source }));
}
