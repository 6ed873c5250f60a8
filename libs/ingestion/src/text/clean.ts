/** NUL and halves of surrogate pairs, which the stores cannot keep. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;
const MAY_BE_UNSTORABLE = /[\0\ud800-\udfff]/;

/** Text that every store can keep: what it cannot keep becomes U+FFFD. */
export function cleanText(text: string): string {
  return MAY_BE_UNSTORABLE.test(text) ? text.replace(UNSTORABLE, '\ufffd') : text;
}
