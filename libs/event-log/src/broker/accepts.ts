import { connect } from 'node:net';

/** One that is up answers at once; with a full backlog TCP itself goes on asking for minutes. */
const LIMIT_MS = 1_000;

/** Whether a port of this machine takes connections; one that does not answer within a second does not. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    // After a second in which this thread was busy, an answer may lie there: it is read before the immediate.
    socket.setTimeout(LIMIT_MS, () => setImmediate(() => end(false)));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
