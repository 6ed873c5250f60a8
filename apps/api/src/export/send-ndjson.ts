import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const logger = new Logger('Export');

/**
 * Streams lines at the pace of the client. A failure after the start cuts the connection: a file that ends too early
 * must not look whole.
 * @param isLive what is said is to be there as it is said: packing would hold it back until there is more
 */
export async function sendNdjson(
  request: FastifyRequest,
  reply: FastifyReply,
  lines: AsyncIterable<string>,
  fileName: string,
  isLive = false,
): Promise<void> {
  const zipped = !isLive && acceptsGzip(request.headers['accept-encoding']);
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    ...(zipped && { 'content-encoding': 'gzip' }),
  });
  const source = Readable.from(lines, { objectMode: true, highWaterMark: 1 });
  const sent = zipped ? pipeline(source, createGzip(), raw) : pipeline(source, raw);
  await sent.catch((error: unknown) => {
    if (!request.raw.destroyed) logger.error(`An export was cut off: ${String(error)}`);
    raw.destroy();
  });
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((part) => /^\s*(gzip|\*)\s*(;\s*q\s*=\s*(1|0?\.\d*[1-9]).*)?$/i.test(part));
}
