/** This machine cannot run the embedded broker; callers fall back to the log in PostgreSQL. */
export class EmbeddedKafkaUnavailable extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EmbeddedKafkaUnavailable';
  }
}
