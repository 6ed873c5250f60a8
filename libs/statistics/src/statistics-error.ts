/** Which fault it is, where it is one that data have without anybody being wrong. */
export type StatisticsFault =
  | 'tooFew'
  | 'tooFewForQuantile'
  | 'tooFewClusters'
  | 'noVariance'
  | 'meanZero'
  | 'effectTooSmall'
  | 'nothingToDivideBy'
  | 'noFall'
  | 'nobodyOrEverybody'
  | 'other';

/** What was given cannot be calculated with; the message says what to change, `path` where. */
export class StatisticsError extends Error {
  constructor(
    readonly path: string,
    message: string,
    readonly fault: StatisticsFault = 'other',
  ) {
    super(message);
    this.name = 'StatisticsError';
  }
}
