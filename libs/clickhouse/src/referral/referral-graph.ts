import type { ReferralDefinition, ReferralReason } from '@groundswell/contracts';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import type { ProjectSettings } from '../project-settings.js';
import { UnanswerableQuery } from '../unanswerable-query.js';
import { type ReferralContext, type ReferralSpan, referralContext } from './context.js';
import { type Invitee, isClearable, reasonsOf } from './judge.js';
import { invitees } from './referral.query.js';

/** Invited people are held in memory, as cycles are found by walking. */
const MOST_INVITEES = 2_000_000;

export interface JudgedInvitee extends Invitee {
  reasons: ReferralReason[];
  cleared: boolean;
  /** Does not count. */
  isHeld: boolean;
}

export interface ReferralSource {
  project: ProjectSettings;
  definition: ReferralDefinition;
  /** Invited people whom members let count, as they were known then. */
  cleared: number[];
}

export interface ReferralGraph {
  context: ReferralContext;
  /** In the order of their sign-ups. */
  invitees: JudgedInvitee[];
}

/**
 * Who invited whom, since the beginning, and what counts of it.
 * @throws UnanswerableQuery for too many of them
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function referralGraph(
  client: ClickHouseClient,
  { project, definition, cleared }: ReferralSource,
  span: ReferralSpan,
): Promise<ReferralGraph> {
  const anyMerges = await hasMerges(client, project.id);
  const context = referralContext(span, definition, project, anyMerges);
  const rows = await ask<Row>(client, invitees(context, MOST_INVITEES + 1));
  if (rows.length > MOST_INVITEES) {
    throw new UnanswerableQuery(`More than ${MOST_INVITEES} people were invited; their tree is too large.`);
  }
  const found = rows.map(inviteeOf);
  const now = anyMerges ? await currentPeople(client, project.id, cleared) : new Map<number, number>();
  const known = new Set(cleared.map((id) => now.get(id) ?? id));
  const reasons = reasonsOf(found, definition.rules);
  return { context, invitees: found.map((invitee) => judged(invitee, reasons.get(invitee.person), known)) };
}

function judged(invitee: Invitee, reasons: ReferralReason[] = [], known: Set<number>): JudgedInvitee {
  const cleared = isClearable(reasons) && known.has(invitee.person);
  return { ...invitee, reasons, cleared, isHeld: reasons.length > 0 && !cleared };
}

/** Of people who were merged since, who they are now. */
export async function currentPeople(
  client: ClickHouseClient,
  projectId: number,
  ids: number[],
): Promise<Map<number, number>> {
  const merged = await ask<{ from: number; into: number }>(client, {
    query: `SELECT from_person_id AS from, into_person_id AS into FROM person_overrides FINAL
      WHERE project_id = {project:UInt32} AND from_person_id IN {ids:Array(UInt32)}`,
    query_params: { project: projectId, ids },
  });
  return new Map(merged.map(({ from, into }) => [Number(from), Number(into)]));
}

interface Row {
  person: number;
  inviter: number;
  at: number | string;
  invited_at: number | string;
  activated: boolean | number;
  activated_at: number | string;
  inviter_joined: boolean | number;
  inviter_joined_at: number | string;
  period: string;
  joined_period: string;
  signals: string[][];
  inviter_signals: string[][];
}

function inviteeOf(row: Row): Invitee {
  return {
    person: Number(row.person),
    inviter: Number(row.inviter),
    at: Number(row.at),
    invitedAt: Number(row.invited_at),
    activatedAt: Number(row.activated) ? Number(row.activated_at) : null,
    joinedBucket: row.joined_period || null,
    inviterJoinedAt: Number(row.inviter_joined) ? Number(row.inviter_joined_at) : null,
    bucket: row.period || null,
    signals: row.signals,
    inviterSignals: row.inviter_signals,
  };
}
