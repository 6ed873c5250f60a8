import { isOutage } from '@groundswell/platform';
import { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CollectorError, unavailable } from './collector-error.js';
import { tooLarge } from './read-body.js';

const logger = new Logger('Collector');

/** Answers a request that is not taken as a whole, in JSON as SDKs read it. */
export function refuse(error: unknown, reply: FastifyReply): CollectorError {
  const known = toCollectorError(error);
  if (known.retryAfterSeconds) void reply.header('retry-after', String(known.retryAfterSeconds));
  void reply.status(known.status).send({ success: false, reason: known.reason, message: known.message });
  return known;
}

function toCollectorError(error: unknown): CollectorError {
  if (error instanceof CollectorError) return error;
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (status === 413) return tooLarge();
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new CollectorError(status, 'malformed', error instanceof Error ? error.message : 'Refused.');
  }
  if (isOutage(error)) return unavailable('A part of the service cannot be reached; send the events again.');
  logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return new CollectorError(
    500,
    'internal',
    'The events could not be taken by a fault on our side; send them again.',
  );
}
