interface Sample {
  rows: number;
  share: number;
  at: number;
}

/** Long enough to be steady, short enough to follow. */
const WINDOW_MS = 15_000;

/** How fast something with a known end goes, over the last seconds. */
export class Pace {
  private readonly samples: Sample[] = [];

  /** @param share done, 0..1; @param at ms */
  observe(rows: number, share: number, at: number): void {
    this.samples.push({ rows, share, at });
    while (this.samples.length > 2 && at - this.samples[0]!.at > WINDOW_MS) this.samples.shift();
  }

  /** Null while there is nothing to tell it by. */
  get rowsPerSecond(): number | null {
    const { seconds, first, last } = this.window();
    return first && last && seconds > 0 ? (last.rows - first.rows) / seconds : null;
  }

  get secondsLeft(): number | null {
    const { seconds, first, last } = this.window();
    if (!first || !last || seconds === 0 || last.share <= first.share) return null;
    return ((1 - last.share) * seconds) / (last.share - first.share);
  }

  private window(): { first?: Sample; last?: Sample; seconds: number } {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    return { first, last, seconds: first && last ? (last.at - first.at) / 1000 : 0 };
  }
}
