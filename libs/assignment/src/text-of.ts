/** As JavaScript writes it; empty for what cannot be written, such as `{"toString": 1}` in what somebody sent. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '';
  }
}
