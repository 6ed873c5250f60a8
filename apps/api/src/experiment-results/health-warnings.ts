import type {
  ExperimentResults,
  HealthWarning,
  MetricResult,
  ReasonCode,
  ReasonValues,
  ResultWarning,
} from '@groundswell/contracts';
import type { Asked } from './assemble-results.js';

interface Found {
  asked: Asked;
  health: Omit<ExperimentResults['health'], 'warnings'>;
  exposed: number[];
  unknown: number;
  metrics: MetricResult[];
}

/** From this share on, people who saw several variations are said to be many. */
const MANY_MULTIPLE = 0.01;
/** Below it the normal distribution of means is a guess. */
const FEW_PEOPLE = 100;

/** What is to be known before the numbers are believed; the gravest first. */
export function healthWarnings(found: Found): HealthWarning[] {
  const { asked, exposed, metrics } = found;
  const total = exposed.reduce((sum, one) => sum + one, 0);
  return [
    ...(asked.startedAt === null ? [warning('notStarted', 'It has not been started.')] : []),
    ...warningsOfPeople(found, total),
    ...(total > 0 ? metrics.flatMap(warningOfMetric) : []),
    ...(isPeeking(asked, total) ? [warning('peeking', PEEKING)] : []),
  ];
}

const NOBODY = 'Nobody has been exposed: no SDK has said that somebody saw a variation of this experiment.';
const CHOSEN =
  'People did not come to the variations as they were to: something chooses them. Find out what before anything is read here.';
const PEEKING =
  'It still runs and is read by intervals for one look: who stops at the first good day is wrong more often than they say. Wait for the planned number of people, or read the always-valid intervals.';

/** @param values what the message holds */
export function warning(code: ResultWarning, message: string, values: ReasonValues = {}): HealthWarning {
  return { code, message, values, reasonCode: null, reasonValues: null };
}

function warningsOfPeople({ health, exposed, unknown }: Found, total: number): HealthWarning[] {
  const warnings: HealthWarning[] = [];
  if (total === 0) warnings.push(warning('noExposures', NOBODY));
  if (health.srm.alarm) warnings.push(warning('sampleRatioMismatch', CHOSEN));
  const share = health.multipleExposuresShare ?? 0;
  if (share > MANY_MULTIPLE) {
    const message = `${(share * 100).toFixed(1)} % of people saw more than one variation and are left out.`;
    warnings.push(warning('multipleExposures', message, { share }));
  }
  if (unknown > 0) {
    const message = `${unknown} people were told a variation that this experiment does not have.`;
    warnings.push(warning('unknownVariations', message, { people: unknown }));
  }
  if (total > 0 && exposed.some((people) => people < FEW_PEOPLE)) {
    const message = `A variation has fewer than ${FEW_PEOPLE} people: intervals are a guess.`;
    warnings.push(warning('fewPeople', message, { people: FEW_PEOPLE }));
  }
  return warnings;
}

/** Why nothing can be said of data that are there. */
const TOO_LITTLE: readonly (ReasonCode | null)[] = ['tooFewForQuantile', 'tooFewClusters'];

function warningOfMetric({ name: metric, variations }: MetricResult): HealthWarning[] {
  const isEmpty = variations.every(({ mean }) => mean === null || mean === 0);
  if (isEmpty && !variations.some(({ reasonCode }) => TOO_LITTLE.includes(reasonCode))) {
    return [warning('metricWithoutData', `"${metric}" has no data: nobody did what it counts.`, { metric })];
  }
  const odd = variations.find(({ reason }) => reason !== null);
  if (!odd) return [];
  const { reason, reasonCode, reasonValues } = odd;
  const told = warning('metricNotComparable', `"${metric}" cannot be compared: ${reason}`, { metric });
  return [{ ...told, reasonCode, reasonValues }];
}

function isPeeking({ startedAt, stoppedAt, settings, plannedPeople }: Asked, people: number): boolean {
  if (startedAt === null || stoppedAt !== null || settings.sequential || people === 0) return false;
  return plannedPeople === null || people < plannedPeople;
}
