import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Paths of the API and the collector: an unknown one among them is a 404, never the admin's page. */
const NOT_PAGES = /^\/(api|v1|i|e|capture|batch|flags|decide|array|l|sub|ofrep|health|metrics)(\/|$)/;
const HASHED_FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Serves the built admin from `folder`: files as they are, and its page for any other path that a browser
 * navigates to. Call before `listen`. Where it was not built, nothing is served.
 */
export async function serveAdmin(app: NestFastifyApplication, folder: string): Promise<void> {
  const root = resolve(folder);
  if (!existsSync(join(root, 'index.html'))) return;
  // Nest's adapter and this plugin may bring different copies of Fastify's types.
  await app.register(fastifyStatic as unknown as Parameters<typeof app.register>[0], { root, serve: false });
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', { schema: { hide: true } as object }, (request, reply) => serve(root, request, reply));
}

function serve(root: string, request: FastifyRequest, reply: FastifyReply): unknown {
  const path = pathOf(request.url);
  if (path === null || NOT_PAGES.test(path)) return reply.callNotFound();
  if (path !== '/' && existsSync(join(root, path))) {
    const isHashed = path.startsWith('/assets/');
    void reply.header('cache-control', isHashed ? HASHED_FOR_EVER : 'no-cache');
    return reply.sendFile(path.slice(1), { cacheControl: false });
  }
  if (!(request.headers.accept ?? '').includes('text/html') && path !== '/') return reply.callNotFound();
  void reply.header('cache-control', 'no-cache');
  return reply.sendFile('index.html', { cacheControl: false });
}

/** Null for a path that cannot be decoded or that climbs out of the folder. */
function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(url.split('?')[0] ?? '/');
    return path.includes('\0') || path.split(/[\\/]/).includes('..') ? null : path;
  } catch {
    return null;
  }
}
