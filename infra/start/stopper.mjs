import { constants } from 'node:os';
import { endChildren } from './run-quietly.mjs';

/** Longer than the engines take at worst; beyond it something hangs, and their guards end them. */
const LIMIT_MS = 75_000;
/** npm passes on a signal that the terminal sent to us as well: what comes this soon is the same one. */
const SAME_SIGNAL_MS = 1_000;

/** Ends what was started, in order, once. The process ends with it. */
export class Stopper {
  #stopRunning = async () => {};
  #begunAt = 0;
  #asked = 0;
  #isReady = false;

  get begun() {
    return this.#begunAt > 0;
  }

  /** How to stop the product, from when it is being started. */
  stops(stopRunning) {
    this.#stopRunning = stopRunning;
  }

  ready() {
    this.#isReady = true;
  }

  /** A second one, later, says that it is under way; a third ends us at once. */
  async onSignal(signal) {
    if (!this.begun) return this.stop(signal, 128 + constants.signals[signal]);
    if (Date.now() - this.#begunAt < SAME_SIGNAL_MS * (this.#asked + 1)) return;
    this.#asked++;
    if (this.#asked > 1) process.exit(1);
    console.log('Still stopping; once more ends it at once, and the next start repairs what that leaves.');
  }

  /** Exits with 0, or with `codeBeforeReady` where the product was not there yet. */
  async stop(reason, codeBeforeReady = 1) {
    if (this.begun) return;
    const code = this.#isReady ? 0 : codeBeforeReady;
    console.log(`\nStopping (${reason}) …`);
    try {
      await this.#end();
      console.log('Stopped.');
      process.exit(code);
    } catch (error) {
      console.error(`Stopped, but not cleanly: ${error instanceof Error ? error.message : error}`);
      process.exit(1);
    }
  }

  /** After a failure that was told already. */
  async giveUp() {
    await this.#end().catch(() => {});
    process.exit(1);
  }

  async #end() {
    this.#begunAt = Date.now();
    setTimeout(() => {
      console.error('Something does not stop; its guard ends it.');
      process.exit(1);
    }, LIMIT_MS).unref();
    await endChildren();
    await this.#stopRunning();
  }
}
