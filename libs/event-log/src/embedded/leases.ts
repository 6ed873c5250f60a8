import type { Pool } from 'pg';

const LEASE = "interval '10 seconds'";

/** Shares a topic's partitions among the living members of a group; no partition has two holders. */
export class Leases {
  static readonly RENEW_MS = 1_000;
  /** Partitions that this member may read. */
  readonly held = new Set<number>();
  /** To be given up once the batch in hand is done. */
  private readonly leaving = new Set<number>();

  constructor(
    private readonly pool: Pool,
    private readonly group: string,
    private readonly topic: string,
    readonly member: string,
  ) {}

  holds(partition: number): boolean {
    return this.held.has(partition) && !this.leaving.has(partition);
  }

  /** The reader of a partition has ended. */
  released(partition: number): void {
    if (!this.leaving.delete(partition)) return;
    this.held.delete(partition);
    void this.giveUp([partition]).catch(() => undefined);
  }

  /** Renews what is held, gives up what is too much, and takes what is free up to a fair share. */
  async balance(): Promise<{ gained: number[] }> {
    const members = await this.enter();
    await this.renew();
    const { rows } = await this.pool.query<{ count: string }>(
      'SELECT count(*) AS count FROM event_log.partitions WHERE topic = $1',
      [this.topic],
    );
    const share = Math.ceil(Number(rows[0]?.count ?? 0) / members);
    const surplus = [...this.held].filter((partition) => !this.leaving.has(partition)).slice(share);
    for (const partition of surplus) this.leaving.add(partition);
    return { gained: this.held.size < share ? await this.claim(share - this.held.size) : [] };
  }

  async leave(): Promise<void> {
    await this.pool.query('DELETE FROM event_log.members WHERE member = $1', [this.member]);
    await this.giveUp([...this.held]);
    this.held.clear();
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

  /** What was lost meanwhile is dropped at once: somebody else may be reading it. */
  private async renew(): Promise<void> {
    const { rows } = await this.pool.query<{ partition: number }>(
      `UPDATE event_log.leases SET expires_at = now() + ${LEASE}
       WHERE consumer_group = $1 AND topic = $2 AND member = $3 RETURNING partition`,
      [this.group, this.topic, this.member],
    );
    const kept = new Set(rows.map(({ partition }) => partition));
    for (const partition of this.held) if (!kept.has(partition)) this.held.delete(partition);
  }

  private async claim(count: number): Promise<number[]> {
    const { rows } = await this.pool.query<{ partition: number }>(
      `INSERT INTO event_log.leases
       SELECT $1, p.topic, p.partition, $3, now() + ${LEASE}
       FROM event_log.partitions p
       LEFT JOIN event_log.leases l
         ON l.consumer_group = $1 AND l.topic = p.topic AND l.partition = p.partition AND l.expires_at > now()
       WHERE p.topic = $2 AND l.partition IS NULL
       ORDER BY p.partition LIMIT $4
       ON CONFLICT (consumer_group, topic, partition) DO UPDATE
         SET member = EXCLUDED.member, expires_at = EXCLUDED.expires_at
         WHERE event_log.leases.expires_at <= now()
       RETURNING partition`,
      [this.group, this.topic, this.member, count],
    );
    const gained = rows.map(({ partition }) => partition);
    for (const partition of gained) this.held.add(partition);
    return gained;
  }

  private async giveUp(partitions: number[]): Promise<void> {
    await this.pool.query(
      `DELETE FROM event_log.leases
       WHERE consumer_group = $1 AND topic = $2 AND member = $3 AND partition = ANY($4)`,
      [this.group, this.topic, this.member, partitions],
    );
  }
}
