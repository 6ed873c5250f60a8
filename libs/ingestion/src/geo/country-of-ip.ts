import { readFileSync } from 'node:fs';
import { Reader } from 'mmdb-lib';
import type { IpAddress } from './ip-address.js';

/** Ours and MaxMind's form of a row. */
interface Row {
  country_code?: string;
  country?: { iso_code?: string };
}

const BUNDLED = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/** Looks countries up in a database file in MaxMind's format, which is held in memory. */
export class CountryOfIp {
  private readonly reader: Reader<never>;
  private readonly known = new WeakMap<IpAddress, { code: string | undefined }>();

  /** @param path the database that comes with the product where it is left out */
  constructor(path: string = require.resolve(BUNDLED)) {
    this.reader = new Reader(readFileSync(path));
  }

  /** ISO 3166 code of two letters; undefined where the database has none, as for private addresses. */
  of(address: IpAddress): string | undefined {
    const known = this.known.get(address);
    if (known) return known.code;
    const found = { code: this.lookUp(address) };
    this.known.set(address, found);
    return found.code;
  }

  private lookUp(address: IpAddress): string | undefined {
    if (address.range() !== 'unicast') return undefined;
    const row = this.reader.get(address.toString()) as Row | null;
    const code = row?.country_code ?? row?.country?.iso_code;
    return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : undefined;
  }
}
