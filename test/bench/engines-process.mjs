/** The whole product on embedded engines in a process that does nothing else: `{home}` in, `{url, writeKey}` out. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { lag } from './lag.mjs';
import { startEngines } from './engines.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { AccountsService, ProjectsService } = require('@groundswell/api');

const [{ home }] = await once(process, 'message');
const engines = await startEngines(home);
await engines.app
  .get(AccountsService)
  .ensureOwner({ email: 'bench@test.example', password: 'bench password' });
const { writeKey } = await engines.app
  .get(ProjectsService)
  .create({ name: 'Bench', timeZone: 'Asia/Shanghai', weekStart: 'monday', currency: 'CNY' });
process.on('message', async (what) => {
  if (what === 'memory') process.send({ rss: process.memoryUsage().rss, lag: await lag(engines) });
  if (what === 'stop') {
    await engines.stop();
    process.exit(0);
  }
});
process.send({ url: engines.url, writeKey });
