import type { PeopleCell, ReferralQuery } from '@groundswell/contracts';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import type { Query } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { noSuchCell } from '../people/people-set.js';
import { type ReferralContext, referralContext } from './context.js';
import { generationsOf } from './judge.js';
import {
  type JudgedInvitee,
  type ReferralGraph,
  type ReferralSource,
  referralGraph,
} from './referral-graph.js';
import { joinedPeople, senders, visitingPeople } from './referral.query.js';

type Cell = PeopleCell<'referral'>;
type BucketCell = Extract<Cell, { bucket: string }>;

/**
 * Who is behind a number of a referral answer, by id.
 * @throws UnanswerableQuery when the rollup is asked, or the answer has no such cell
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function referralPeople(
  client: ClickHouseClient,
  source: ReferralSource,
  query: ReferralQuery,
  cell: Cell,
  graphOf: typeof referralGraph = referralGraph,
): Promise<number[]> {
  checkRange(query);
  chooseSource(query.engine, 'it does not hold the codes of invites.');
  const graph = await graphOf(client, source, query);
  const people = await peopleOf(new Asked(client, source, graph), graph.invitees, cell);
  return [...new Set(people)].sort((a, b) => a - b);
}

/** Asks with a context of its own each time: bindings belong to one query. */
class Asked {
  constructor(
    private readonly client: ClickHouseClient,
    private readonly source: ReferralSource,
    readonly graph: ReferralGraph,
  ) {}

  async people(build: (context: ReferralContext) => Query): Promise<number[]> {
    const { query, people } = this.graph.context;
    const { project, definition } = this.source;
    const context = referralContext(query, definition, project, people.join !== '');
    const rows = await ask<{ person: number }>(this.client, build(context));
    return rows.map(({ person }) => Number(person));
  }
}

function peopleOf(asked: Asked, invitees: JudgedInvitee[], cell: Cell): Promise<number[]> | number[] {
  if ('reason' in cell) {
    const { reason } = cell;
    return ids(invitees.filter((one) => one.isHeld && one.bucket !== null && one.reasons.includes(reason)));
  }
  return 'generation' in cell
    ? ofGeneration(asked, invitees, cell.generation)
    : ofBucket(asked, invitees, cell);
}

function ofBucket(asked: Asked, invitees: JudgedInvitee[], { bucket, of, gross }: BucketCell) {
  const { calendar, query } = asked.graph.context;
  if (!calendar.periods(query.interval, query.from, query.to).includes(bucket)) noSuchCell('bucket', bucket);
  switch (of) {
    case 'users':
      return asked.people((context) => joinedPeople(context, bucket));
    case 'invites':
      return asked.people((context) => senders(context, bucket));
    case 'visits':
      return asked.graph.context.definition.visitEvent === null
        ? noSuchCell('of', of)
        : asked.people((context) => visitingPeople(context, bucket));
    case 'signups':
    case 'activated': {
      const own = invitees.filter((one) => one.bucket === bucket && (gross || !one.isHeld));
      return ids(of === 'signups' ? own : own.filter(({ activatedAt }) => activatedAt !== null));
    }
  }
}

async function ofGeneration(asked: Asked, invitees: JudgedInvitee[], generation: number): Promise<number[]> {
  const net = invitees.filter(({ isHeld }) => !isHeld);
  if (generation > 0) {
    const generationOf = generationsOf(net);
    const inRange = net.filter(({ joinedBucket, bucket }) => joinedBucket !== null || bucket !== null);
    return ids(inRange.filter(({ person }) => generationOf.get(person) === generation));
  }
  const brought = new Set(ids(net));
  const joined = await asked.people((context) => joinedPeople(context, null));
  return joined.filter((person) => !brought.has(person));
}

const ids = (invitees: readonly JudgedInvitee[]) => invitees.map(({ person }) => person);
