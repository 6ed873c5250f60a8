/** Signs that begin a formula, their full-width forms included; spreadsheets pass over blanks and quotes before them. */
const FORMULA = /^(?:[\t\r]|[\s"']*[=+\-@\uff0b\uff0d\uff1d\uff20])/;

/**
 * Text of a CSV cell that no spreadsheet runs as a formula: one that begins like one gets a leading apostrophe. For texts
 * alone, which may hold whatever clients sent: of a number the minus stays one.
 */
export function disarmed(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
