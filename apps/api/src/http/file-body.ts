import { XLSX } from '@groundswell/contracts';
import { UnusableSpend, decodeText, isWorkbook, readWorkbookCsv } from '@groundswell/ingestion';
import { ProblemException } from '@groundswell/platform';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { whileConnected } from './while-connected.js';

const MOST_BYTES = 8 * 1024 * 1024;
const TYPES = ['text/csv', XLSX];

const TAKES_WORKBOOKS = 'takes-workbooks';
/** Of a route that reads workbooks itself: its body is the bytes of one. Others are given its sheet as CSV. */
export const TakesWorkbooks = () => SetMetadata(TAKES_WORKBOOKS, true);

/**
 * Under `/api` a CSV file or workbook is left unread until whoever sent it may: `FileBodies` reads it. Uploads of events never
 * come here, they are streams.
 */
export function leaveFilesUnread(instance: FastifyInstance): void {
  instance.addContentTypeParser(TYPES, (request, payload, done) => {
    if (request.routeOptions.url?.startsWith('/api/')) return done(null, payload);
    done(
      Object.assign(new Error('No CSV file or .xlsx workbook is taken here.'), { statusCode: 415 }),
      undefined,
    );
  });
}

/** Reads files as text, written as their beginning tells, once the guards have let the request in. */
@Injectable()
export class FileBodies implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const type = (request.headers?.['content-type'] ?? '').toLowerCase();
    if (TYPES.some((one) => type.startsWith(one)) && request.body instanceof Readable) {
      const bytes = await readAll(request.body);
      const takesBytes = this.reflector.get(TAKES_WORKBOOKS, context.getHandler()) === true;
      request.body =
        takesBytes && isWorkbook(bytes)
          ? bytes
          : await whileConnected(request, (signal) => textOf(bytes, signal));
    }
    return next.handle();
  }
}

/** @throws ProblemException 400 for what is neither text nor a workbook of one sheet */
async function textOf(body: Buffer, signal: AbortSignal): Promise<string> {
  try {
    return isWorkbook(body) ? await readWorkbookCsv(body, signal) : decodeText(body);
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
      throw new ProblemException(413, `A file may have ${MOST_BYTES / 1024 / 1024} MB at most; split it.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
