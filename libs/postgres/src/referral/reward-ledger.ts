import type {
  ReferralReward,
  RewardBalance,
  RewardEntry,
  RewardSide,
  RewardState,
  RewardTotals,
} from '@groundswell/contracts';
import { REWARD_STATES } from '@groundswell/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { RewardLine, RewardNow } from './reward-steps.js';

/** Rewards of a programme as their last lines leave them. */
const REWARDS = `
  SELECT invitee_id::float8 AS "inviteeId", side, max(step) AS step, max(amount) AS amount,
         (array_agg(state ORDER BY step DESC))[1] AS state,
         (array_agg(reason ORDER BY step DESC))[1] AS reason,
         (array_agg(person_id ORDER BY step DESC))[1] AS "personId",
         (array_agg(state ORDER BY step DESC) FILTER (WHERE reason = 'member'))[1] AS decided,
         min(created_at) AS "earnedAt", max(created_at) AS "changedAt", min(id) AS first, max(id) AS last
  FROM reward_entries WHERE program_id = $1 GROUP BY invitee_id, side`;

export interface RewardFilter {
  state?: RewardState;
  side?: RewardSide;
  /** Who gets it. */
  personId?: number;
}

interface Row extends Omit<ReferralReward, 'earnedAt' | 'changedAt'> {
  step: number;
  decided: RewardState | null;
  earnedAt: Date;
  changedAt: Date;
}

/** The ledger of referral rewards: lines are read and added, never changed. */
@Injectable()
export class RewardLedger {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Adds what `decide` says of the rewards of a programme, all of it or nothing; one at a time for each programme.
   * @returns how many lines were added
   */
  write(
    program: { id: number; projectId: number },
    decide: (rewards: RewardNow[], manager: EntityManager) => Promise<RewardLine[]>,
  ): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('reward_entries'), $1)`, [program.id]);
      const rows = await manager.query<Row[]>(`${REWARDS} ORDER BY first`, [program.id]);
      return append(manager, program, await decide(rows.map(rewardNow), manager));
    });
  }

  async list(
    programId: number,
    { state, side, personId }: RewardFilter,
    { page, perPage }: { page: number; perPage: number },
  ): Promise<{ data: ReferralReward[]; total: number }> {
    const where = `WHERE ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR side = $3)
      AND ($4::int IS NULL OR "personId" = $4)`;
    const values = [programId, state ?? null, side ?? null, personId ?? null];
    const [count] = await this.dataSource.query<[{ total: number }]>(
      `SELECT count(*)::int AS total FROM (${REWARDS}) AS reward ${where}`,
      values,
    );
    const rows = await this.dataSource.query<Row[]>(
      `SELECT * FROM (${REWARDS}) AS reward ${where} ORDER BY last DESC LIMIT $5 OFFSET $6`,
      [...values, perPage, (page - 1) * perPage],
    );
    return { data: rows.map(rewardView), total: count.total };
  }

  async totals(programId: number): Promise<RewardTotals> {
    const [sums] = await this.dataSource.query<[{ escrow: number; released: number }]>(
      `SELECT COALESCE(sum(escrow), 0)::float8 AS escrow, COALESCE(sum(released), 0)::float8 AS released
       FROM reward_entries WHERE program_id = $1`,
      [programId],
    );
    const counted = await this.dataSource.query<{ state: RewardState; rewards: number }[]>(
      `SELECT state, count(*)::int AS rewards FROM (${REWARDS}) AS reward GROUP BY state`,
      [programId],
    );
    const counts = Object.fromEntries(REWARD_STATES.map((state) => [state, 0])) as RewardTotals['counts'];
    for (const { state, rewards } of counted) counts[state] = rewards;
    return { ...sums, counts };
  }

  /** Lines of one reward, in their order. */
  async entries(programId: number, inviteeId: number, side: RewardSide): Promise<RewardEntry[]> {
    const rows = await this.dataSource.query<(Omit<RewardEntry, 'createdAt'> & { createdAt: Date })[]>(
      `SELECT step, state, reason, person_id AS "personId", escrow, released, users.email, note,
              entry.created_at AS "createdAt"
       FROM reward_entries AS entry LEFT JOIN users ON users.id = entry.user_id
       WHERE program_id = $1 AND invitee_id = $2 AND side = $3 ORDER BY step`,
      [programId, inviteeId, side],
    );
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  }

  /** What everybody has, those with most first. */
  async balances(
    programId: number,
    { page, perPage }: { page: number; perPage: number },
  ): Promise<{ data: RewardBalance[]; total: number }> {
    const rows = await this.dataSource.query<(RewardBalance & { total: number })[]>(
      `SELECT person_id AS "personId", sum(escrow)::float8 AS escrow, sum(released)::float8 AS released,
              count(*) OVER ()::int AS total
       FROM reward_entries WHERE program_id = $1 GROUP BY person_id
       ORDER BY sum(released) + sum(escrow) DESC, person_id LIMIT $2 OFFSET $3`,
      [programId, perPage, (page - 1) * perPage],
    );
    return { data: rows.map(({ total: _, ...balance }) => balance), total: rows[0]?.total ?? 0 };
  }
}

const DECISIONS = { released: 'release', void: 'void' } as const;

function rewardNow({ inviteeId, side, step, state, personId, amount, decided }: Row): RewardNow {
  const decision = decided === 'released' || decided === 'void' ? DECISIONS[decided] : null;
  return { inviteeId, side, step, state, personId, amount, decision };
}

function rewardView({ inviteeId, side, personId, amount, state, reason, ...row }: Row): ReferralReward {
  return {
    ...{ inviteeId, side, personId, amount, state, reason },
    earnedAt: row.earnedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}

/** A step that somebody else took meanwhile is not taken twice. */
async function append(
  manager: EntityManager,
  { id, projectId }: { id: number; projectId: number },
  lines: RewardLine[],
): Promise<number> {
  if (lines.length === 0) return 0;
  const column = <T>(of: (line: RewardLine) => T) => lines.map(of);
  const added = await manager.query<unknown[]>(
    `INSERT INTO reward_entries (program_id, project_id, invitee_id, side, step, state, reason, person_id, amount,
                                 escrow, released, user_id, note)
     SELECT $1, $2, line.* FROM unnest($3::bigint[], $4::text[], $5::int[], $6::text[], $7::text[], $8::int[], $9::int[],
       $10::int[], $11::int[], $12::int[], $13::text[]) AS line
     ON CONFLICT ON CONSTRAINT reward_entries_step_key DO NOTHING RETURNING id`,
    [
      id,
      projectId,
      column(({ inviteeId }) => inviteeId),
      column(({ side }) => side),
      column(({ step }) => step),
      column(({ state }) => state),
      column(({ reason }) => reason),
      column(({ personId }) => personId),
      column(({ amount }) => amount),
      column(({ escrow }) => escrow),
      column(({ released }) => released),
      column(({ userId }) => userId ?? null),
      column(({ note }) => note ?? ''),
    ],
  );
  return added.length;
}
