import { UnusableSpend, decodeText } from '@groundswell/ingestion';
import { ProblemException } from '@groundswell/platform';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Under `/api` a CSV body is left unread until whoever sent it may: `CsvBodies` reads it. Uploads of events never come here,
 * they are streams.
 */
export function leaveCsvUnread(instance: FastifyInstance): void {
  instance.addContentTypeParser('text/csv', (request, payload, done) => {
    if (request.routeOptions.url?.startsWith('/api/')) return done(null, payload);
    done(Object.assign(new Error('CSV is not taken here.'), { statusCode: 415 }), undefined);
  });
}

/** Reads CSV bodies as text, written as their beginning tells, once the guards have let the request in. */
@Injectable()
export class CsvBodies implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const type = request.headers?.['content-type'] ?? '';
    if (/^text\/csv\b/i.test(type) && request.body instanceof Readable) {
      request.body = textOf(await readAll(request.body));
    }
    return next.handle();
  }
}

/** @throws ProblemException 400 for what is no text */
function textOf(body: Buffer): string {
  try {
    return decodeText(body);
  } catch (error) {
    if (error instanceof UnusableSpend) throw new ProblemException(400, error.message);
    throw error;
  }
}

/** @throws ProblemException 413 */
async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES)
      throw new ProblemException(
        413,
        `A CSV file may have ${MOST_BYTES / 1024 / 1024} MB at most; split it.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
