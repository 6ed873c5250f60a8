/** ClickHouse does not answer: a question that was asked now has no answer, which is not the same as an empty one. */
export class ClickHouseUnavailable extends Error {
  constructor(cause: unknown) {
    super('ClickHouse cannot be reached.', { cause });
    this.name = 'ClickHouseUnavailable';
  }
}

/** Of sockets and name resolution. */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Of the client and the embedded engine, which give no code, and of proxies in front of a server that is away. */
const WORDS =
  /socket hang up|timeout error|engine is closed|connection is closed|bad gateway|service unavailable/i;

/** For `catch`: an outage is told apart from a question that ClickHouse refuses. */
export function orUnavailable(error: unknown): never {
  throw isAway(error) ? new ClickHouseUnavailable(error) : error;
}

function isAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && CODES.has(code)) return true;
  // A refusal of ClickHouse has a numeric code, and may quote any words.
  return !/^\d+$/.test(String(code ?? '')) && typeof message === 'string' && WORDS.test(message);
}
