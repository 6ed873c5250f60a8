/** What was given cannot be calculated with; the message says what to change, `path` where. */
export class StatisticsError extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = 'StatisticsError';
  }
}
