import cliProgress from 'cli-progress';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, Unreachable } from '../api-client.js';
import type { ImportState } from './import-state.js';
import { Pace } from './pace.js';

const ASK_EVERY_MS = 300;
/** A server that restarts goes on with the import by itself. */
const LONGEST_ABSENCE_MS = 10 * 60_000;
const FORMAT = 'Importing  {bar} {share} %  {rows} rows  {rate} rows/s  {left}';

/**
 * Shows an import until it is done or failed; waits for a server that is away meanwhile, or an engine of it.
 * @throws Unreachable after ten minutes without an answer
 */
export async function followImport(client: ApiClient, path: string): Promise<ImportState> {
  const bar = new cliProgress.SingleBar({ format: FORMAT, hideCursor: true, stream: process.stderr });
  const pace = new Pace();
  bar.start(1, 0, { share: 0, rows: 0, rate: '–', left: '' });
  try {
    for (;;) {
      const state = await answered(() => client.get<ImportState>(path));
      pace.observe(state.rows, state.progress, Date.now());
      bar.update(state.progress, shown(state, pace));
      if (state.state !== 'running') return state;
      await sleep(ASK_EVERY_MS);
    }
  } finally {
    bar.stop();
  }
}

function shown({ progress, rows }: ImportState, pace: Pace) {
  const seconds = pace.secondsLeft;
  const left =
    progress >= 1 ? 'storing the last rows' : seconds === null ? '' : `about ${duration(seconds)} left`;
  return {
    share: Math.floor(progress * 100),
    rows: rows.toLocaleString('en'),
    rate: pace.rowsPerSecond === null ? '–' : Math.round(pace.rowsPerSecond).toLocaleString('en'),
    left,
  };
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${Math.ceil(seconds)} s` : `${minutes} min ${Math.round(seconds % 60)} s`;
}

async function answered<T>(ask: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + LONGEST_ABSENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unreachable) || Date.now() > giveUpAt) throw error;
      await sleep(ASK_EVERY_MS * 3);
    }
  }
}
