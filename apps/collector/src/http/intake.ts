import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { countRefusedRequest } from '../metrics/collector-metrics.js';
import { type CollectorError, tooBusy } from './collector-error.js';
import { allowOrigin } from './cors.js';
import { drain } from './drain.js';
import type { InFlight, Lease } from './in-flight.js';
import { unpackBody } from './read-body.js';
import { BODY_LIMIT_MS, receiveBody } from './receive-body.js';
import { refuse } from './refuse.js';

/** Of all routes of the collector together. */
export const MAX_IN_FLIGHT_BYTES = 64 * 1024 * 1024;
/** What a request takes up besides its body: headers, buffers of its connection. */
const REQUEST_BYTES = 4 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request counts for while it is worked on. */
    lease: Lease | null;
  }
}

export interface IntakeOptions {
  /**
   * True for a request whose headers show a key that is known, false where there is none in them. Asked before the body
   * is read. @throws CollectorError for a wrong one
   */
  isKnown?(request: FastifyRequest): Promise<boolean>;
  /** How long a body may take. */
  bodyLimitMs?: number;
}

/** What all plugins of the collector share: bodies arrive unparsed, errors leave as SDKs read them. */
export function prepareIntake(
  instance: FastifyInstance,
  inFlight: InFlight,
  { isKnown, bodyLimitMs = BODY_LIMIT_MS }: IntakeOptions = {},
): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('*', (request: FastifyRequest, body: IncomingMessage) =>
    receive(request, body, bodyLimitMs),
  );
  instance.decorateRequest('lease', null);
  instance.addHook('onRequest', allowOrigin);
  instance.addHook('onRequest', ignoreContentType);
  instance.addHook('onRequest', async (request, reply) => admit(inFlight, request, reply));
  if (isKnown) {
    instance.addHook('onRequest', async (request) => {
      if (request.method === 'POST' && (await isKnown(request))) request.lease?.trust();
    });
  }
  instance.setErrorHandler(async (error, _request, reply) => {
    const { reason } = refuse(error, reply);
    countRefusedRequest(reason);
    return reply;
  });
}

/**
 * Fastify closes the connection of a body that is refused while it comes, so the rest of it is heard out first: unread,
 * taking up no memory.
 */
async function receive(request: FastifyRequest, body: IncomingMessage, limitMs: number): Promise<Buffer> {
  try {
    return await receiveBody(body, (bytes) => countBytes(request, bytes), limitMs);
  } catch (error) {
    request.lease?.end();
    if ((error as Partial<CollectorError>).reason !== 'too_slow') await drain(body);
    throw error;
  }
}

/** The unpacked bytes of a request. @throws CollectorError 400, 413, 415, 503 */
export async function bodyOf(request: FastifyRequest): Promise<Buffer> {
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = await unpackBody(sent, request.headers['content-encoding']);
  countBytes(request, body.length);
  return body;
}

/** What a request is known to take up by now. @throws CollectorError 503 when there is no room for it */
export function countBytes(request: FastifyRequest, bytes: number): void {
  if (request.lease?.resize(REQUEST_BYTES + bytes) === false) throw tooBusy();
}

/** Bodies are told by what is in them; Fastify would refuse a type that it cannot read. */
async function ignoreContentType({ raw }: FastifyRequest): Promise<void> {
  if (raw.headers['content-type'] !== undefined) raw.headers['content-type'] = 'application/octet-stream';
}

/** Counts what is being read and worked on, before a byte of the body is. */
async function admit(inFlight: InFlight, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.method !== 'POST') return;
  const lease = inFlight.enter(REQUEST_BYTES, false);
  if (!lease) throw tooBusy();
  request.lease = lease;
  reply.raw.once('close', () => lease.end());
}
