/** Lets a few in at once; the others wait in the order in which they came. */
export class Turns {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly mostInside: number) {}

  /** Those inside and those who wait. */
  get size(): number {
    return this.inside + this.waiting.length;
  }

  /**
   * Resolves when it is one's turn, which lasts until `leave`. @param signal gives the place back
   * @throws the signal's reason
   */
  async enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.inside < this.mostInside) this.inside++;
    else await this.wait(signal);
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside--;
  }

  private wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.waiting.push(enter);
    });
  }
}
