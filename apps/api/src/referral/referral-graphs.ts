import {
  CLICKHOUSE,
  type ClickHouseClient,
  type ReferralGraph,
  type ReferralSource,
  type ReferralSpan,
  dataVersion,
  referralGraph,
} from '@groundswell/clickhouse';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';

/** Of all graphs that are kept; one takes about half a kilobyte. */
const MOST_INVITEES = 200_000;

/**
 * Who invited whom, found once for the panels of a page and whoever looks again, for as long as nothing was stored since
 * (decision 25): the version of the data is part of the key, and so is all that a member can change.
 */
@Injectable()
export class ReferralGraphs {
  private readonly kept = new LRUCache<string, ReferralGraph>({
    maxSize: MOST_INVITEES,
    sizeCalculation: ({ invitees }) => invitees.length + 1,
  });
  private readonly running = new Map<string, Promise<ReferralGraph>>();

  constructor(@Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient) {}

  /**
   * @throws UnanswerableQuery for too many invited people
   * @throws ClickHouseUnavailable when there is nobody to ask
   */
  async of(source: ReferralSource, { from, to, interval, traffic }: ReferralSpan): Promise<ReferralGraph> {
    const { rewards: _, linkTarget: __, ...definition } = source.definition;
    const span = { from, to, interval, traffic };
    const asked = { ...source, cleared: [...source.cleared].sort((a, b) => a - b), definition, span };
    const version = await dataVersion(this.clickhouse);
    const key = createHash('sha256')
      .update(JSON.stringify([version, asked]))
      .digest('base64url');
    return this.kept.get(key) ?? this.running.get(key) ?? this.find(key, source, span);
  }

  private find(key: string, source: ReferralSource, span: ReferralSpan): Promise<ReferralGraph> {
    const found = referralGraph(this.clickhouse, source, span)
      .then((graph) => {
        this.kept.set(key, graph);
        return graph;
      })
      .finally(() => this.running.delete(key));
    this.running.set(key, found);
    return found;
  }
}
