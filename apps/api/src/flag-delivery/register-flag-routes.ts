import { CONFIG, type Config } from '@groundswell/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FlagDelivery } from './flag-delivery.service.js';
import { flagRoutes } from './flag-routes.js';
import { FlagStreams } from './flag-streams.js';
import { ofrepRoutes } from './ofrep-routes.js';
import { OfrepService } from './ofrep.service.js';

/** After helmet, which these routes leave out: Fastify hands hooks of the server to all routes, whichever came first, and these are to be quick. */
export async function registerFlagRoutes(app: NestFastifyApplication): Promise<void> {
  const { maxFlagRequestsPerSecond: requestsPerSecond } = app.get<Config>(CONFIG, { strict: false });
  const streams = app.get(FlagStreams, { strict: false });
  const delivery = app.get(FlagDelivery, { strict: false });
  type Plugin = Parameters<typeof app.register>[0];
  await app.register(flagRoutes({ delivery, streams, requestsPerSecond }) as unknown as Plugin);
  const ofrep = app.get(OfrepService, { strict: false });
  await app.register(ofrepRoutes(ofrep, requestsPerSecond) as unknown as Plugin);
}
