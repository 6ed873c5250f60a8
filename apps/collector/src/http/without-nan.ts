/** What Python's `json` writes for floats that are no numbers, and JSON does not know. */
const WORDS = ['NaN', 'Infinity'];
const [QUOTE, BACKSLASH, N, I] = ['"', '\\', 'N', 'I'].map((char) => char.charCodeAt(0));

/** The text with null for each NaN and Infinity, and their signs, that stand outside its strings. One walk over it. */
export function withoutNaN(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === BACKSLASH) at++;
    else if (char === QUOTE) inString = !inString;
    else if (!inString && (char === N || char === I)) {
      const word = WORDS.find((known) => text.startsWith(known, at));
      if (!word) continue;
      parts.push(text.slice(kept, text[at - 1] === '-' ? at - 1 : at), 'null');
      kept = at + word.length;
      at = kept - 1;
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(kept);
}
