import { statfs } from 'node:fs/promises';

const GIB = 1024 ** 3;
/** A disk that another program fills at its full speed takes longer than this for the reserve. */
const LOOK_EVERY_MS = 200;
/** Room must come back by this much more than the reserve, so that the guard does not flutter. */
const RELIEF = 1.25;

/** The disk has too little room left for anything to be written safely; what was accepted waits in the log. */
export class DiskNearlyFull extends Error {
  constructor(path: string, freeBytes: number, reserveBytes: number) {
    const [free, reserve] = [freeBytes, reserveBytes].map((bytes) => `${Math.floor(bytes / 1024 ** 2)} MB`);
    super(
      `The disk of ${path} has ${free} left and nothing is written below ${reserve}: free some space, and storing goes on by itself.`,
    );
    this.name = 'DiskNearlyFull';
  }
}

/** What is never used up: a tenth of the disk, at most 1 GiB. */
export const reserveOf = (totalBytes: number): number => Math.min(GIB, totalBytes / 10);

/**
 * Looks after the room on the disk of the embedded engine. A merge that runs out of room in the midst of writing leaves
 * a part with empty files behind and puts it in place of what it merged (measured with engine 26.7 on a full tmpfs),
 * so merges have to end, and inserts have to wait, while there still is room.
 */
export class DiskGuard {
  private readonly timer: NodeJS.Timeout;
  private low: DiskNearlyFull | null = null;
  /** What `onChange` was told last. */
  private held = false;
  private looking: Promise<void> | null = null;

  /** @param onChange told when room becomes short and when it is back */
  constructor(
    private readonly path: string,
    private readonly onChange: (low: boolean) => Promise<void>,
  ) {
    // What fails is tried again at the next look, with the same outcome or a better one.
    const look = () =>
      this.look()
        .catch(() => undefined)
        .then(() => void (this.looking = null));
    this.timer = setInterval(() => (this.looking ??= look()), LOOK_EVERY_MS).unref();
  }

  /** @throws DiskNearlyFull */
  assertRoom(): void {
    if (this.low) throw this.low;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Inserts wait from the first moment, and go on once merges may as well. */
  private async look(): Promise<void> {
    const { bavail, blocks, bsize } = await statfs(this.path);
    const [free, reserve] = [bavail * bsize, reserveOf(blocks * bsize)];
    const isLow = free < (this.low === null ? reserve : reserve * RELIEF);
    if (isLow) this.low = new DiskNearlyFull(this.path, free, reserve);
    if (isLow !== this.held) await this.onChange(isLow);
    this.held = isLow;
    if (!isLow) this.low = null;
  }
}
