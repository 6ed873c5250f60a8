/** Segment's published limits, widened to what RudderStack and PostHog SDKs send in one request. */
export const MAX_BATCH_BYTES = 5 * 1024 * 1024;
export const MAX_EVENT_BYTES = 32 * 1024;
export const MAX_EVENT_NAME_LENGTH = 200;
export const MAX_ID_LENGTH = 200;
/** Nesting of `properties` and `traits` beyond this is refused. */
export const MAX_DEPTH = 20;
/** A person's properties stop growing at this many characters of JSON: one client must not make a row unwritable. */
export const MAX_PERSON_CHARACTERS = 256 * 1024;
