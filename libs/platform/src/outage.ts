/**
 * Codes of Node, PostgreSQL and ClickHouse for a peer that cannot be reached, or that is going down or coming up: of a
 * replica of ClickHouse also its Keeper and the other replicas.
 */
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
  '209', // SOCKET_TIMEOUT, between servers
  '210', // NETWORK_ERROR, between servers
  '225', // NO_ZOOKEEPER
  '242', // TABLE_IS_READ_ONLY: its replica has no session with Keeper
  '244', // UNEXPECTED_ZOOKEEPER_ERROR
  '279', // ALL_CONNECTION_TRIES_FAILED
  '285', // TOO_FEW_LIVE_REPLICAS
  '319', // UNKNOWN_STATUS_OF_INSERT: not known to be on most replicas
  '999', // KEEPER_EXCEPTION
]);
const OUTAGE_WORDS =
  /connection terminated|not queryable|socket hang up|timeout exceeded when trying to connect|timeout expired|timeout error|query read timeout/i;

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
