import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { SESSION_COOKIE } from '../auth/session-cookie.js';
import { DELIVERY_PATHS } from './delivery-paths.js';
import { declarePathParameters } from './path-parameters.js';
import { ProblemDto } from './problem-responses.js';

const DESCRIPTION = `Everything that the Groundswell UI does goes through this API.

Lists take \`?page=1&perPage=25&sort=field&order=ASC&filter={json}\` and answer \`{data, total}\`. Instants are
ISO 8601 UTC; dates are \`YYYY-MM-DD\` in the project's time zone. Errors are \`application/problem+json\` (RFC 9457).`;

export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Groundswell')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'gs_…' })
    .addCookieAuth(SESSION_COOKIE)
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [ProblemDto] });
  const described = declarePathParameters(cleanupOpenApiDoc(document));
  return { ...described, paths: { ...described.paths, ...DELIVERY_PATHS } };
}

/** `/api/openapi.json`, and its page at `/api/docs`. The document is made when it is first asked for. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Groundswell API',
  });
}
