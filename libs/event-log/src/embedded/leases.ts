import type { Pool } from 'pg';

const LEASE = "interval '10 seconds'";

/** The right to read one partition, from its claim until it ends. A partition that comes back is a new lease. */
export interface Lease {
  partition: number;
  /** Names this claim in the database; an offset is committed only under the claim that stands there. */
  claim: string;
  /** No further batch: given up, or lost to another member. */
  ended: boolean;
}

/** Shares a topic's partitions among the living members of a group; no partition has two holders. */
export class Leases {
  static readonly RENEW_MS = 1_000;
  /** Those that ended stay until their last batch is done, so that nobody else starts before. */
  private readonly held = new Map<number, Lease>();

  constructor(
    private readonly pool: Pool,
    private readonly group: string,
    private readonly topic: string,
    private readonly member: string,
  ) {}

  /** The reader of a lease has ended: another member may have the partition. */
  async release(lease: Lease): Promise<void> {
    if (this.held.get(lease.partition) === lease) this.held.delete(lease.partition);
    await this.pool.query(
      'DELETE FROM event_log.leases WHERE consumer_group = $1 AND topic = $2 AND partition = $3 AND claim = $4',
      [this.group, this.topic, lease.partition, lease.claim],
    );
  }

  /**
   * Renews what is held, ends what is too much, and takes what is free up to a fair share.
   * @returns what was gained
   */
  async balance(): Promise<Lease[]> {
    const members = await this.enter();
    await this.renew();
    const { rows } = await this.pool.query<{ count: string }>(
      'SELECT count(*) AS count FROM event_log.partitions WHERE topic = $1',
      [this.topic],
    );
    const share = Math.ceil(Number(rows[0]?.count ?? 0) / members);
    for (const lease of this.standing().slice(share)) lease.ended = true;
    return this.held.size < share ? await this.claim(share - this.held.size) : [];
  }

  /** Call once no batch is under way. */
  async leave(): Promise<void> {
    this.held.clear();
    await this.pool.query('DELETE FROM event_log.members WHERE member = $1', [this.member]);
    await this.pool.query('DELETE FROM event_log.leases WHERE member = $1', [this.member]);
  }

  private standing(): Lease[] {
    return [...this.held.values()].filter(({ ended }) => !ended);
  }

  /** @returns living members, this one among them */
  private async enter(): Promise<number> {
    await this.pool.query(
      `INSERT INTO event_log.members VALUES ($1, $2, $3, now() + ${LEASE})
       ON CONFLICT (consumer_group, topic, member) DO UPDATE SET expires_at = EXCLUDED.expires_at`,
      [this.group, this.topic, this.member],
    );
    const { rows } = await this.pool.query<{ count: string }>(
      'SELECT count(*) AS count FROM event_log.members WHERE consumer_group = $1 AND topic = $2 AND expires_at > now()',
      [this.group, this.topic],
    );
    return Math.max(1, Number(rows[0]?.count ?? 1));
  }

  /** What was lost meanwhile ends at once: somebody else may be reading it. */
  private async renew(): Promise<void> {
    const { rows } = await this.pool.query<{ claim: string }>(
      `UPDATE event_log.leases SET expires_at = now() + ${LEASE}
       WHERE consumer_group = $1 AND topic = $2 AND member = $3 RETURNING claim`,
      [this.group, this.topic, this.member],
    );
    const kept = new Set(rows.map(({ claim }) => claim));
    for (const lease of this.held.values()) if (!kept.has(lease.claim)) lease.ended = true;
  }

  private async claim(count: number): Promise<Lease[]> {
    const { rows } = await this.pool.query<{ partition: number; claim: string }>(
      `INSERT INTO event_log.leases (consumer_group, topic, partition, member, claim, expires_at)
       SELECT $1, p.topic, p.partition, $3, gen_random_uuid(), now() + ${LEASE}
       FROM event_log.partitions p
       LEFT JOIN event_log.leases l
         ON l.consumer_group = $1 AND l.topic = p.topic AND l.partition = p.partition AND l.expires_at > now()
       WHERE p.topic = $2 AND l.partition IS NULL AND p.partition <> ALL ($5::int[])
       ORDER BY p.partition LIMIT $4
       ON CONFLICT (consumer_group, topic, partition) DO UPDATE
         SET member = EXCLUDED.member, claim = EXCLUDED.claim, expires_at = EXCLUDED.expires_at
         WHERE event_log.leases.expires_at <= now()
       RETURNING partition, claim`,
      [this.group, this.topic, this.member, count, [...this.held.keys()]],
    );
    const gained = rows.map(({ partition, claim }) => ({ partition, claim, ended: false }));
    for (const lease of gained) this.held.set(lease.partition, lease);
    return gained;
  }
}
