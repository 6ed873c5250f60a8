/** The network does not know who is sending: nothing goes through before somebody changes that. */
export class NotAuthorized extends Error {}

/** No answer came, or none that means anything: later. */
export class NetworkAway extends Error {}
