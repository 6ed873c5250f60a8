/** The log that records went into is gone, and with it those that were not stored yet. */
export class LogMadeAnew extends Error {
  constructor() {
    super('The log of events was made anew before all records were stored.');
    this.name = 'LogMadeAnew';
  }
}
