/** Codes of Node and PostgreSQL for a peer that cannot be reached, or that is going down or coming up. */
const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
  // Too many connections: there is no room now.
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
]);
const OUTAGE_WORDS =
  /connection terminated|socket hang up|timeout exceeded when trying to connect|timeout error|query read timeout/i;

/** True when an engine was away; what wraps the error (`cause`, TypeORM's `driverError`) is looked through. */
export function isOutage(error: unknown): boolean {
  for (let current = error, depth = 0; isObject(current) && depth < 5; depth++) {
    const { code, message } = current as { code?: unknown; message?: unknown };
    if (typeof code === 'string' && OUTAGE_CODES.has(code)) return true;
    if (typeof message === 'string' && OUTAGE_WORDS.test(message)) return true;
    if (current instanceof AggregateError) return current.errors.some(isOutage);
    const { cause, driverError } = current as { cause?: unknown; driverError?: unknown };
    current = cause ?? driverError;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
