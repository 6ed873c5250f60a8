import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

export interface Phone {
  /** Country code and number, digits alone. */
  digits: string;
  /** As it is dialled within its country, digits alone. */
  national: string;
  countryCode: string;
}

/**
 * A number that could be one by the rules of its country (Google's libphonenumber).
 * @param country ISO 3166-1 code of numbers that are written without one; null: those are taken as international
 */
export function phoneOf(text: string, country: string | null): Phone | null {
  const written = text.trim().replace(/^00/, '+');
  const home = country !== null && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const isInternational = written.startsWith('+');
  const asHome = isInternational || home ? parsePhoneNumberFromString(written, home) : undefined;
  const number = asHome?.isPossible() ? asHome : parsePhoneNumberFromString(`+${written.replace(/\D/g, '')}`);
  if (!number?.isPossible()) return null;
  const countryCode = number.countryCallingCode;
  const digits = number.number.slice(1);
  return { digits, national: digits.slice(countryCode.length), countryCode };
}

/** With the plus, as Google and TikTok hash it (E.164). */
export const withPlus = (phone: Phone) => `+${phone.digits}`;

/** Without it, as Meta does. */
export const withoutPlus = (phone: Phone) => phone.digits;

/** Tencent hashes a number of the mainland as it is dialled there, any other with its country code. */
export const asInChina = (phone: Phone) => (phone.countryCode === '86' ? phone.national : phone.digits);
