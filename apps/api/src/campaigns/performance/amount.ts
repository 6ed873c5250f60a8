/** What was spent, and what it bought. */
export interface Amount {
  /** In the project's currency, without what no rate is there for. */
  spend: number;
  /** Whether a rate was missing for some of it. */
  missing: boolean;
  impressions: number;
  clicks: number;
  installs: number;
  reach: number;
}

export const NO_AMOUNT: Amount = {
  spend: 0,
  missing: false,
  impressions: 0,
  clicks: 0,
  installs: 0,
  reach: 0,
};

const NUMBERS = ['spend', 'impressions', 'clicks', 'installs', 'reach'] as const;

export function sumOf(amounts: Iterable<Amount>): Amount {
  const sum = { ...NO_AMOUNT };
  for (const amount of amounts) {
    for (const name of NUMBERS) sum[name] += amount[name];
    sum.missing ||= amount.missing;
  }
  return sum;
}

/** What is left of a whole when its parts are known. */
export function restOf(whole: Amount, parts: Amount): Amount {
  const rest = { ...NO_AMOUNT, missing: whole.missing || parts.missing };
  for (const name of NUMBERS)
    rest[name] = Math.abs(whole[name] - parts[name]) < 1e-6 ? 0 : whole[name] - parts[name];
  return rest;
}

export const isNothing = (amount: Amount) => !amount.missing && NUMBERS.every((name) => amount[name] === 0);
