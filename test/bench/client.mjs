import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

let runs = 0;

/** A client process with its bodies ready. `send` resolves with the latencies in ms when all is acknowledged. */
export async function startClient(options) {
  const client = fork(fileURLToPath(new URL('./http-client.mjs', import.meta.url)));
  client.send({ ...options, run: `-${(runs += 1)}` });
  await once(client, 'message');
  return {
    async send() {
      client.send('go');
      const [answer] = await once(client, 'message');
      client.kill();
      if (!answer.ok) throw new Error(answer.message);
      return answer.latencies;
    },
  };
}
