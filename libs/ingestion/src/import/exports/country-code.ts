/** English names of countries, in lower case, and their ISO 3166 codes. */
let codes: Map<string, string> | undefined;

/** Names that are in use beside those of the Unicode data. */
const OTHER_NAMES: [string, string][] = [
  ['hong kong', 'HK'],
  ['macao', 'MO'],
  ['macau', 'MO'],
  ['turkey', 'TR'],
  ['czech republic', 'CZ'],
  ['myanmar', 'MM'],
  ['ivory coast', 'CI'],
];

/** Two letters of a country that is named in English, or by its code already. */
export function countryCode(country: unknown): string | undefined {
  if (typeof country !== 'string' || country === '') return undefined;
  return country.length === 2 ? country : (codes ??= allCodes()).get(country.toLowerCase());
}

function allCodes(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const found = new Map(OTHER_NAMES);
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code);
    // A code that was withdrawn has its successor's name.
    if (name !== undefined && isCurrent(code)) found.set(name.toLowerCase(), code);
  }
  return found;
}

const isCurrent = (code: string) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
