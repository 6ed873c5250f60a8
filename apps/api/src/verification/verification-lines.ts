import type { VerificationLine, VerificationReport } from '@groundswell/contracts';

/** Clients give up on an answer that is silent for some minutes; fetch of Node does after five. */
const SAY_AGAIN_MS = 20_000;

/** What is said on the way, as it is said and again while nothing new is, and how it ended: NDJSON. */
export async function* verificationLines(
  work: (say: (progress: string) => void) => Promise<VerificationReport>,
  sayAgainMs: number = SAY_AGAIN_MS,
): AsyncGenerator<string> {
  const said: VerificationLine[] = [];
  let last: VerificationLine = { progress: 'begun' };
  let wake = () => {};
  const add = (line: VerificationLine) => {
    said.push(line);
    wake();
  };
  let ended = false;
  void work((progress) => add((last = { progress })))
    .then((report) => add({ report }))
    .catch((error: unknown) => add({ error: error instanceof Error ? error.message : String(error) }))
    .finally(() => {
      ended = true;
      wake();
    });
  while (!ended || said.length > 0) {
    if (said.length === 0) await new Promise<void>((resolve) => (wake = within(sayAgainMs, resolve)));
    const lines = said.length > 0 || ended ? said.splice(0) : [last];
    if (lines.length > 0) yield lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

/** Does it when called, or after so many ms. */
function within(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => {
    clearTimeout(timer);
    act();
  };
}
