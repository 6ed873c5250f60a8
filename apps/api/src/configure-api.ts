import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { registerFlagRoutes } from './flag-delivery/register-flag-routes.js';
import { leaveFilesUnread } from './http/file-body.js';
import { dropEmptyContentType } from './http/empty-body.js';
import { keepOutOfCaches } from './http/no-store.js';
import { refuseUnstorable } from './http/refuse-unstorable.js';
import { measureRequests } from './http/request-metrics.js';
import { SECURITY_HEADERS } from './http/security-headers.js';
import { passUploadsUnread } from './imports/upload-body.js';
import { serveOpenApi } from './openapi/openapi.js';

/** What the API needs of the HTTP server; call once, after the application is created and before `listen`. */
export async function configureApi(app: NestFastifyApplication): Promise<void> {
  type Plugin = Parameters<typeof app.register>[0];
  // Knows routes that want no headers of pages only if it is there before them.
  await app.register(helmet as unknown as Plugin, SECURITY_HEADERS);
  await registerFlagRoutes(app);
  await app.register(cookie as unknown as Plugin);
  await app.register(multipart as unknown as Plugin);
  const instance = app.getHttpAdapter().getInstance();
  dropEmptyContentType(instance);
  passUploadsUnread(instance);
  leaveFilesUnread(instance);
  refuseUnstorable(instance);
  keepOutOfCaches(instance);
  measureRequests(instance);
  serveOpenApi(app);
}
