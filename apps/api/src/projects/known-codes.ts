import { IANAZone } from 'luxon';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217, as the runtime knows it. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** An IANA name; offsets such as `+08:00` have no history and are refused. */
export function isTimeZone(name: string): boolean {
  return !/^[+-]/.test(name) && IANAZone.isValidZone(name);
}
