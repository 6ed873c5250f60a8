/** Cheap to look for; also finds halves that are part of a whole pair. */
const MAY_BE_UNSTORABLE = /[\0\ud800-\udfff]/;
/** NUL and halves of surrogate pairs, which the stores cannot keep; with `u` a whole pair is not matched. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const EACH_UNSTORABLE = new RegExp(UNSTORABLE, 'gu');

/** True for text that PostgreSQL and ClickHouse keep as it is. */
export function isStorable(text: string): boolean {
  return !MAY_BE_UNSTORABLE.test(text) || !UNSTORABLE.test(text);
}

/** Text that every store can keep: what it cannot keep becomes U+FFFD. */
export function cleanText(text: string): string {
  return isStorable(text) ? text : text.replace(EACH_UNSTORABLE, '\ufffd');
}
