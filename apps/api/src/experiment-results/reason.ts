import { REASON_SENTENCES, SMALLEST_P, type ReasonCode, type ReasonValues } from '@groundswell/contracts';
import { StatisticsError, type StatisticsFault } from '@groundswell/statistics';

/** A sentence in English, which one it is, and what it holds: for other languages. */
export interface Reason {
  reason: string;
  reasonCode: ReasonCode;
  reasonValues: ReasonValues;
}
export const NO_REASON = { reason: null, reasonCode: null, reasonValues: null } as const;

export function said(reasonCode: ReasonCode, reasonValues: ReasonValues = {}): Reason {
  const reason = REASON_SENTENCES[reasonCode].replace(/%\{(\w+)\}/g, (_, name: string) =>
    wordOf(name, reasonValues[name]!),
  );
  return { reason, reasonCode, reasonValues };
}

const SHARES = ['lift', 'low', 'high'];

function wordOf(name: string, value: string | number): string {
  if (name === 'p') return Number(value) < SMALLEST_P ? `p below ${SMALLEST_P}` : `p = ${value}`;
  if (!SHARES.includes(name)) return String(value);
  const share = Number(value);
  return `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(1)} %`;
}

/**
 * Why there is no number.
 * @param samples by the path that the error names them by
 * @throws whatever is no fault of data
 */
export function reasonOf(error: unknown, samples: Record<string, { n: number }>): Reason {
  if (!(error instanceof StatisticsError)) throw error;
  const { path, fault } = error;
  const name = path.split('.')[0]!;
  if (fault === 'noVariance') return said(name === 'control' ? 'controlNoVariance' : 'variationNoVariance');
  if (fault === 'tooFew' || fault === 'tooFewForQuantile') {
    return said(fault, { people: samples[name]?.n ?? 0 });
  }
  return said(CODES[fault] ?? 'notCalculable');
}

const CODES: Partial<Record<StatisticsFault, ReasonCode>> = {
  meanZero: 'controlAtZero',
  tooFewClusters: 'tooFewClusters',
  nothingToDivideBy: 'nothingToDivideBy',
};

/** Why there is no curve. @throws whatever is no fault of data */
export function noCurveOf(error: unknown): Reason {
  if (!(error instanceof StatisticsError)) throw error;
  if (error.fault === 'noFall') return said('noFall');
  return said(error.fault === 'nobodyOrEverybody' ? 'nobodyOrEverybodyBack' : 'noCurve');
}
