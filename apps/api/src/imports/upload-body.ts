import type { FastifyInstance, FastifyRequest } from 'fastify';

export const UPLOAD_ROUTE = '/api/projects/:projectId/imports';

/** Stands in for the sent type of an upload, so that no parser reads it into memory. */
const UNREAD = 'application/vnd.groundswell.upload';
const SENT_TYPE = Symbol('content type as sent');

/**
 * Hands the body of an upload to its handler as an unread stream, whatever content type it was sent with; only
 * multipart keeps its own parser, which does not read ahead either.
 */
export function passUploadsUnread(instance: FastifyInstance): void {
  instance.addContentTypeParser(UNREAD, (_request, payload, done) => done(null, payload));
  instance.addHook('onRequest', async (request) => {
    if (request.method !== 'POST' || request.routeOptions.url !== UPLOAD_ROUTE) return;
    const { headers } = request.raw;
    const sent = headers['content-type'] ?? '';
    if (/^multipart\/form-data/i.test(sent)) return;
    Object.assign(request, { [SENT_TYPE]: sent });
    headers['content-type'] = UNREAD;
  });
}

/** The content type that the client sent. */
export function uploadContentType(request: FastifyRequest): string {
  return (request as { [SENT_TYPE]?: string })[SENT_TYPE] ?? '';
}
