import { AccountsService, CommandLineAccess, configureApi, serveAdmin } from '@groundswell/api';
import { configureCollector } from '@groundswell/collector';
import { type Config, loadConfig, nestLevels } from '@groundswell/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DemoLoader } from './demo/demo-loader.js';
import { lockHome } from './engines/home-lock.js';
import { type Engines, openEngines } from './engines/open-engines.js';
import { Teardown } from './engines/teardown.js';
import { announceSignIn, leaveCommandLineAccess } from './sign-in.js';
import { StandaloneModule } from './standalone.module.js';
import { createStep, type Step, type StepRunner } from './step.js';

export interface StandaloneOptions {
  /** The clone: where the built admin lies. */
  root: string;
  env: NodeJS.ProcessEnv;
  step: StepRunner;
  say?: (text: string) => void;
}

export interface StandaloneHandle {
  /** Resolves once requests are served; the demo may still be loading then. */
  ready: Promise<{ url: string }>;
  /** Stops everything that was started, in reverse; safe at any time, also before `ready`. */
  stop(): Promise<void>;
}

const STOPPED = 'stopped while starting';

/** Everything in one process on embedded engines or on those given by URL: what `npm start` runs. */
export function startStandalone(options: StandaloneOptions): StandaloneHandle {
  const teardown = new Teardown();
  const run: StepRunner = (title, work) =>
    teardown.begun ? Promise.reject(new Error(STOPPED)) : options.step(title, work);
  const step = createStep(run, options.say ?? ((text) => process.stdout.write(`${text}\n`)));
  const ready = start(options, step, teardown);
  return {
    ready,
    async stop() {
      await teardown.run();
      // What was still being opened when the stop came adds itself to a closed teardown and ends there.
      await ready.catch(() => undefined);
    },
  };
}

async function start(options: StandaloneOptions, step: Step, teardown: Teardown): Promise<{ url: string }> {
  const config = loadConfig(options.env);
  prepareHome(config);
  const lock = lockHome(config.home);
  teardown.signal.addEventListener('abort', () => lock.markStopping());
  await teardown.add('lock', async () => lock.release());
  const engines = await openEngines(config, step, teardown);
  const app = await step('Collector, pipeline, API', () => assemble(config, engines, options.root, teardown));
  const url = `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${config.port}`;
  await announceSignIn(app.get(AccountsService), config, url, step);
  await leaveCommandLineAccess(app.get(CommandLineAccess), config, url);
  if (teardown.begun) throw new Error(STOPPED);
  // Last: whoever finds it ready can sign in.
  await app.listen(config.port, config.host);
  if (config.demo) void app.get(DemoLoader).load(step, teardown);
  return { url };
}

/** The data folder may be passed through (PostgreSQL may run as another user), never listed or read by others. */
function prepareHome(config: Config): void {
  config.home = resolve(config.home);
  mkdirSync(join(config.home, 'logs'), { recursive: true, mode: 0o700 });
  chmodSync(config.home, 0o711);
}

async function assemble(
  config: Config,
  engines: Engines,
  root: string,
  teardown: Teardown,
): Promise<NestFastifyApplication> {
  if (teardown.begun) throw new Error(STOPPED);
  const app = await NestFactory.create<NestFastifyApplication>(
    StandaloneModule.forRoot(config, engines),
    new FastifyAdapter({
      bodyLimit: 1024 * 1024,
      forceCloseConnections: true,
      trustProxy: config.trustProxy,
    }),
    { logger: nestLevels(config.logLevel), abortOnError: false },
  );
  await teardown.add('server', () => app.close());
  await configureCollector(app, { eventsPerSecond: config.maxEventsPerSecond });
  await configureApi(app);
  await serveAdmin(app, join(root, 'apps/admin/dist'));
  await app.init();
  return app;
}
