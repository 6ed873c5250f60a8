import {
  CLICKHOUSE,
  type ClickHouseClient,
  type JudgedInvitee,
  type ProjectSettings,
  type ReferralSource,
  isClearable,
  referralPeople,
  referral,
} from '@groundswell/clickhouse';
import type {
  PeopleCell,
  ReferralAnswer,
  ReferralBranch,
  ReferralInvitee,
  ReferralInviter,
  ReferralQuery,
} from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { ReferralClearanceEntity, ReferralProgramEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { ReferralGraphs } from './referral-graphs.js';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';

/** Programmes with what events say of them. */
@Injectable()
export class ReferralService {
  constructor(
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly graphs: ReferralGraphs,
  ) {}

  /** @throws ProblemException 400 for a programme that the project does not have */
  async answer(project: ProjectSettings, query: ReferralQuery, now: Date): Promise<ReferralAnswer> {
    const source = await this.source(project, query.programId, 400);
    return referral(this.clickhouse, source, query, now, (_, of, span) => this.graphs.of(of, span));
  }

  /** Who is behind a number of the answer. @throws ProblemException 400 for a programme that the project does not have */
  async people(
    project: ProjectSettings,
    query: ReferralQuery,
    cell: PeopleCell<'referral'>,
  ): Promise<number[]> {
    const source = await this.source(project, query.programId, 400);
    return referralPeople(this.clickhouse, source, query, cell, (_, of, span) => this.graphs.of(of, span));
  }

  /** Invited people whose inviters joined in the range, newest first. @throws ProblemException 404 */
  async invitees(project: ProjectSettings, programId: number, days: Days): Promise<ReferralInvitee[]> {
    const people = await this.invited(project, programId, days);
    return people
      .filter(({ bucket }) => bucket !== null)
      .reverse()
      .map(inviteeView);
  }

  /** Who brought most, of those who joined in the range. @throws ProblemException 404 */
  async inviters(project: ProjectSettings, programId: number, days: Days): Promise<ReferralInviter[]> {
    const found = new Map<number, ReferralInviter>();
    for (const one of await this.invited(project, programId, days)) {
      if (one.bucket === null) continue;
      const row = found.get(one.inviter) ?? { personId: one.inviter, signups: 0, activated: 0, held: 0 };
      if (one.isHeld) row.held++;
      else row.signups++;
      if (!one.isHeld && one.activatedAt !== null) row.activated++;
      found.set(one.inviter, row);
    }
    return [...found.values()].sort(
      (a, b) => b.signups - a.signups || b.activated - a.activated || a.personId - b.personId,
    );
  }

  /** A person with whom they invited, up to the last day. @throws ProblemException 404 */
  async branch(
    project: ProjectSettings,
    programId: number,
    personId: number,
    days: Days,
  ): Promise<ReferralBranch> {
    const all = await this.invited(project, programId, days);
    const count = new Map<number, number>();
    for (const { inviter } of all) count.set(inviter, (count.get(inviter) ?? 0) + 1);
    const own = all.find(({ person, isHeld }) => person === personId && !isHeld);
    return {
      personId,
      inviterId: own?.inviter ?? null,
      invitees: all
        .filter(({ inviter, person }) => inviter === personId && person !== personId)
        .map((one) => ({ ...inviteeView(one), invitees: count.get(one.person) ?? 0 })),
    };
  }

  /**
   * Lets a flagged person count.
   * @throws ProblemException 404, or 409 for somebody whom no rule flags, or a flag that cannot be lifted
   */
  async clear(
    project: ProjectSettings,
    programId: number,
    personId: number,
    note: string,
    caller: Principal,
  ): Promise<void> {
    const people = await this.everybody(project, programId);
    const found = people.find(({ person }) => person === personId);
    if (!found || found.reasons.length === 0) {
      throw new ProblemException(409, `No rule of this programme flags person ${personId}.`);
    }
    if (!isClearable(found.reasons)) {
      throw new ProblemException(
        409,
        'Self-referrals and cycles cannot be cleared: nobody is brought by somebody whom they brought.',
      );
    }
    await this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(ReferralClearanceEntity);
      await rows.upsert({ programId, personId, projectId: project.id, note }, ['programId', 'personId']);
      const target = `referralPrograms/${programId}/clearances/${personId}`;
      await this.audit.record(caller, project.id, 'referralFlag.clear', target, {}, manager);
    });
  }

  /** The rule holds again. @throws ProblemException 404 */
  async restore(projectId: number, programId: number, personId: number, caller: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.delete(ReferralClearanceEntity, { programId, personId, projectId });
      if (!affected) throw new ProblemException(404, `Person ${personId} was not cleared.`);
      const target = `referralPrograms/${programId}/clearances/${personId}`;
      await this.audit.record(caller, projectId, 'referralFlag.restore', target, {}, manager);
    });
  }

  /** Who was ever invited, in the order of their sign-ups. @throws ProblemException 404 */
  everybody(project: ProjectSettings, programId: number): Promise<JudgedInvitee[]> {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    return this.invited(project, programId, { from: '1970-01-01', to: tomorrow });
  }

  private async invited(
    project: ProjectSettings,
    programId: number,
    { from, to }: Days,
  ): Promise<JudgedInvitee[]> {
    if (from > to) {
      const message = `must not be after to (${from} is after ${to})`;
      throw new ProblemException(400, `from ${message}.`, [{ path: 'from', message }]);
    }
    const source = await this.source(project, programId, 404);
    const span = { from, to, interval: 'day' as const, traffic: 'human' as const };
    const graph = await this.graphs.of(source, span).catch(orClickHouseProblem);
    return graph.invitees;
  }

  private async source(
    project: ProjectSettings,
    programId: number,
    status: 400 | 404,
  ): Promise<ReferralSource> {
    const where = { id: programId, projectId: project.id };
    const program = await this.dataSource.getRepository(ReferralProgramEntity).findOneBy(where);
    if (!program) {
      const message = `This project has no referral program ${programId}.`;
      throw new ProblemException(status, message, [{ path: 'programId', message: 'is not known' }]);
    }
    const cleared = await this.dataSource.getRepository(ReferralClearanceEntity).findBy({ programId });
    return { project, definition: program.definition, cleared: cleared.map(({ personId }) => personId) };
  }
}

/** Local days on which inviters joined, both included. */
export interface Days {
  from: string;
  to: string;
}

function inviteeView({
  person,
  inviter,
  invitedAt,
  at,
  activatedAt,
  ...rest
}: JudgedInvitee): ReferralInvitee {
  const time = (instant: number) => new Date(instant).toISOString();
  return {
    personId: person,
    inviterId: inviter,
    invitedAt: time(invitedAt),
    signedUpAt: time(at),
    activatedAt: activatedAt === null ? null : time(activatedAt),
    reasons: rest.reasons,
    cleared: rest.cleared,
  };
}
