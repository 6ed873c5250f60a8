const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const ZERO = 48;

/** Two or more digits at `from` as a number, NaN where one is none. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/**
 * Milliseconds since epoch of exactly `YYYY-MM-DDTHH:MM:SS.mmmZ`, NaN for every other text. It is several times
 * faster than Date.parse plus a check that the day exists, and runs twice for each event.
 */
export function canonicalInstant(text: unknown): number {
  if (typeof text !== 'string' || text.length !== 24) return NaN;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':') return NaN;
  if (text[16] !== ':' || text[19] !== '.' || text[23] !== 'Z') return NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const known = year >= 1000 && day >= 1 && day <= daysIn(year, month);
  if (!known || !(hour < 24 && minute < 60 && second < 60)) return NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second, digits(text, 20, 23));
}
