/** A live event waits behind what an import put into the log before it: this long, about. */
const TARGET_WAIT_MS = 1_000;
const ADJUST_EVERY_MS = 500;
/** The pipeline stores in large steps; a rate is told over several of them. */
const WINDOW_MS = 4_000;
const FEWEST = 1_000;
const MOST = 50_000;

interface Sample {
  stored: number;
  at: number;
}

/**
 * How many unstored records an import may have in the log: as many as the pipeline stores in a second, whatever the machine.
 * Fewer at once are stored less fast, so it is the wait that is held and not a share of the rate, which would run down.
 */
export class ImportPace {
  private most = 4 * FEWEST;
  private readonly samples: Sample[] = [];
  private adjustedAt = -Infinity;

  /** Records that may wait in the log. */
  get limit(): number {
    return this.most;
  }

  /**
   * Records to append at once, of so many that are left of a partition: what waits is one piece in the pipeline's hands
   * and one behind it. A rest too small for an insert of its own goes along.
   */
  pieceOf(left: number): number {
    return left <= this.piece * 1.5 ? left : this.piece;
  }

  /**
   * True when so many may follow those that wait; what a piece has beyond the usual waits until there is room for it. A
   * piece that was cut before the pace fell may be more than the limit allows: it goes once nothing waits.
   */
  hasRoom(waiting: number, piece: number): boolean {
    return waiting === 0 || waiting < this.most - Math.max(0, piece - this.piece);
  }

  private get piece(): number {
    return Math.max(FEWEST, this.most >> 1);
  }

  /** @param waiting records in the log that are not stored; @param stored those that are; @param at ms */
  observe(waiting: number, stored: number, at: number): void {
    this.samples.push({ stored, at });
    while (this.samples.length > 2 && at - this.samples[1]!.at >= WINDOW_MS) this.samples.shift();
    const first = this.samples[0]!;
    if (at - first.at < ADJUST_EVERY_MS || at - this.adjustedAt < ADJUST_EVERY_MS) return;
    this.adjustedAt = at;
    const ratePerMs = (stored - first.stored) / (at - first.at);
    this.adjust(waiting, ratePerMs);
  }

  private adjust(waiting: number, ratePerMs: number): void {
    const isSlow = waiting > ratePerMs * TARGET_WAIT_MS;
    const isUsed = waiting * 2 > this.most;
    if (isSlow) this.most = Math.max(FEWEST, Math.round(this.most * 0.8));
    else if (isUsed) this.most = Math.min(MOST, Math.round(this.most * 1.15));
  }
}
