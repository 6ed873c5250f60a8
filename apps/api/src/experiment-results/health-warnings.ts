import type { ExperimentResults, MetricResult, ResultWarning } from '@groundswell/contracts';
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
export function healthWarnings({ asked, health, exposed, unknown, metrics }: Found) {
  const warnings: { code: ResultWarning; message: string }[] = [];
  const warn = (code: ResultWarning, message: string) => warnings.push({ code, message });
  const total = exposed.reduce((sum, one) => sum + one, 0);
  if (asked.startedAt === null) warn('notStarted', 'It has not been started.');
  if (total === 0) {
    warn(
      'noExposures',
      'Nobody has been exposed: no SDK has said that somebody saw a variation of this experiment.',
    );
  }
  if (health.srm.alarm) {
    warn(
      'sampleRatioMismatch',
      'People did not come to the variations as they were to: something chooses them. Find out what before anything is read here.',
    );
  }
  if ((health.multipleExposuresShare ?? 0) > MANY_MULTIPLE) {
    const share = ((health.multipleExposuresShare ?? 0) * 100).toFixed(1);
    warn('multipleExposures', `${share} % of people saw more than one variation and are left out.`);
  }
  if (unknown > 0) {
    warn('unknownVariations', `${unknown} people were told a variation that this experiment does not have.`);
  }
  if (total > 0 && exposed.some((people) => people < FEW_PEOPLE)) {
    warn('fewPeople', `A variation has fewer than ${FEW_PEOPLE} people: intervals are a guess.`);
  }
  if (total > 0) for (const metric of metrics) warnOfMetric(metric, warn);
  if (isPeeking(asked, total)) {
    warn(
      'peeking',
      'It still runs and is read by intervals for one look: who stops at the first good day is wrong more often than they say. Wait for the planned number of people, or read the always-valid intervals.',
    );
  }
  return warnings;
}

function warnOfMetric(
  { name, variations }: MetricResult,
  warn: (code: ResultWarning, message: string) => void,
) {
  if (variations.every(({ mean }) => mean === null || mean === 0)) {
    return warn('metricWithoutData', `"${name}" has no data: nobody did what it counts.`);
  }
  const reason = variations.find((one) => one.reason !== null)?.reason;
  if (reason) warn('metricNotComparable', `"${name}" cannot be compared: ${reason}`);
}

function isPeeking({ startedAt, stoppedAt, settings, plannedPeople }: Asked, people: number): boolean {
  if (startedAt === null || stoppedAt !== null || settings.sequential || people === 0) return false;
  return plannedPeople === null || people < plannedPeople;
}
