import { ProblemException } from '@groundswell/platform';
import { LRUCache } from 'lru-cache';

/** Test messages of a project in this time, in this process. */
const MOST = 10;
const WINDOW_MS = 60_000;

/** Test messages go to other people's servers and mailboxes, so a project sends few of them. */
export class TestLimit {
  private readonly sent = new LRUCache<number, number[]>({ max: 10_000 });

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @throws ProblemException 429 with the seconds until another may be sent */
  take(projectId: number): void {
    const now = this.now();
    const recent = (this.sent.get(projectId) ?? []).filter((at) => at > now - WINDOW_MS);
    if (recent.length >= MOST) {
      const seconds = Math.max(1, Math.ceil((recent[0]! + WINDOW_MS - now) / 1000));
      const detail = `A project sends at most ${MOST} test messages a minute. Try again in ${seconds} seconds.`;
      throw new ProblemException(429, detail, undefined, seconds);
    }
    this.sent.set(projectId, [...recent, now]);
  }
}
