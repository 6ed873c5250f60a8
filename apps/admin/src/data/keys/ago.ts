const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [Infinity, 'day'],
];

/** `2 s ago`, in the largest unit that fits; a clock that is behind the server's makes nothing lie ahead. */
export function ago(ms: number, languageTag: string): string {
  let value = Math.max(0, ms) / 1000;
  const format = new Intl.RelativeTimeFormat(languageTag, { style: 'short' });
  for (const [size, unit] of STEPS) {
    if (value < size) return format.format(-Math.floor(value), unit);
    value /= size;
  }
  return '';
}
