/** A fixed number of equal resources, lent to one user at a time; who comes when all are lent waits in line. */
export class Lanes<Lane> {
  private readonly idle: Lane[];
  private readonly waiting: ((lane: Lane) => void)[] = [];

  constructor(private readonly lanes: readonly Lane[]) {
    this.idle = [...lanes];
  }

  async use<Result>(work: (lane: Lane) => Promise<Result>): Promise<Result> {
    const lane = await this.take();
    try {
      return await work(lane);
    } finally {
      this.giveBack(lane);
    }
  }

  /** Waits until nobody has any of them, and hands out none again. */
  async drain(): Promise<Lane[]> {
    await Promise.all(this.lanes.map(() => this.take()));
    return [...this.lanes];
  }

  private take(): Promise<Lane> {
    // The one that was used last has the warmest caches.
    const lane = this.idle.pop();
    return lane === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(lane);
  }

  private giveBack(lane: Lane): void {
    const next = this.waiting.shift();
    if (next) next(lane);
    else this.idle.push(lane);
  }
}
