const WRITTEN = /^(-?)(\d+)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/** From here on a spreadsheet has lost digits, which shows by the exponent: it stays. */
const ROUNDED = 15;

/** A number as a workbook keeps it (`1.5E-3`), digit for digit without its exponent (`0.0015`); what is none stays as it is. */
export function plainNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] = WRITTEN.exec(text) ?? [];
  if (exponent === undefined || Number(exponent) >= ROUNDED) return text;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(1, point);
  const plain = `${padded.slice(0, at).replace(/^0+(?=\d)/, '')}.${padded.slice(at)}`;
  return sign + plain.replace(/\.?0*$/, '');
}
