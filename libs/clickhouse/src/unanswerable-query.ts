/** The question cannot be answered as asked; the message says what to change. A 400, not an outage. */
export class UnanswerableQuery extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnanswerableQuery';
  }
}
