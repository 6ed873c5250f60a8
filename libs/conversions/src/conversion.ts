/** The id that an ad network put into an address when somebody followed its ad. */
export interface Click {
  value: string;
  at: Date;
  /** The page that they came to; null where the event did not say. */
  url: string | null;
}

/** One conversion with all that a network might be told of it. Nothing in it is hashed yet. */
export interface Conversion {
  /** The message id of the event: the same however often the conversion is sent. */
  eventId: string;
  /** What the network calls it. */
  name: string;
  at: Date;
  value: number | null;
  /** ISO 4217. */
  currency: string | null;
  /** By name (`gclid`, `fbclid`, …): the last at or before the conversion. */
  clicks: Readonly<Record<string, Click>>;
  /** First-party cookies of the networks' own tags. */
  cookies: { fbc: string | null; fbp: string | null; ttp: string | null };
  emails: readonly string[];
  phones: readonly string[];
  /** The person's own id in the product; null for somebody unknown. */
  externalId: string | null;
  /** Of numbers that are written without one: ISO 3166-1. */
  country: string | null;
  url: string | null;
  userAgent: string | null;
  ip: string | null;
}
