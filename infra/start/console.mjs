/** Progress on the terminal: one line a step with its time; a moving line only where there is a terminal. */
const tty = Boolean(process.stdout.isTTY);
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

function rewrite(line) {
  if (tty) process.stdout.write(`\r\x1b[2K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
}

/**
 * Runs `work` as a named step. `work` gets `note(text)` to say what it is at.
 * A failure is shown as a failed step and thrown on.
 */
export async function step(title, work) {
  const started = Date.now();
  let note = '';
  let frame = 0;
  const draw = () =>
    rewrite(`${FRAMES[frame++ % FRAMES.length]} ${title} ${seconds(Date.now() - started)} ${note}`);
  const timer = tty ? setInterval(draw, 100) : undefined;
  try {
    const result = await work((text) => (note = text));
    clearInterval(timer);
    rewrite('');
    console.log(`✓ ${title.padEnd(34)} ${seconds(Date.now() - started).padStart(8)}`);
    return result;
  } catch (error) {
    clearInterval(timer);
    rewrite('');
    console.log(`✗ ${title.padEnd(34)} ${seconds(Date.now() - started).padStart(8)}`);
    throw error;
  }
}

/** A failure that is explained to the person in one sentence; nothing else is printed. */
export class Refusal extends Error {}

export function fail(error, what = 'Groundswell could not start') {
  const text = error instanceof Error ? error.message : String(error);
  console.error(`\n${what}: ${text}`);
  if (!(error instanceof Refusal) && process.env.LOG_LEVEL === 'debug' && error instanceof Error) {
    console.error(error.stack);
  }
}
