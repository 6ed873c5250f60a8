/** A file of spend that cannot be taken as a whole; the message says what to change. */
export class UnusableSpend extends Error {}
