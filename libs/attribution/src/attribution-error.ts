/** What was given cannot be attributed; the message says what to change. */
export class AttributionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AttributionError';
  }
}
