import {
  CLICKHOUSE,
  type ClickHouseClient,
  type JudgedInvitee,
  type ProjectSettings,
  currentPeople,
} from '@groundswell/clickhouse';
import type { ReferralRewards, RewardAct, RewardSide } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import {
  type ReferralProgramEntity,
  RewardLedger,
  type RewardLine,
  type RewardNow,
  lineOf,
} from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import type { Principal } from '../../auth/principal.js';
import { orClickHouseProblem } from '../../queries/clickhouse-problem.js';
import { ReferralService } from '../referral.service.js';
import { type Decided, deservedRewards } from './deserved-rewards.js';
import { type Known, decisionsOf, knownRewards, settleLines } from './settle-lines.js';

interface Reward {
  inviteeId: number;
  side: RewardSide;
}

/** Brings the ledger to what events, rules and members say. */
@Injectable()
export class RewardsService {
  constructor(
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    private readonly ledger: RewardLedger,
    private readonly referrals: ReferralService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Adds what is missing; nothing where nothing has changed, however often and by however many at once it is asked.
   * @returns how many lines were added; 0 for a programme without rewards, whose ledger rests
   */
  async settle(project: ProjectSettings, program: ReferralProgramEntity, now: Date): Promise<number> {
    const rules = rulesOf(program);
    if (!rules) return 0;
    const invitees = await this.counted(project, program);
    return this.ledger.write(program, async (rewards) => {
      const known = await this.known(project, rewards);
      return settleLines(known, deservedRewards(invitees, rules, decisionsOf(known), now.getTime()));
    });
  }

  /**
   * Writes down what a member decides of one reward, and settles.
   * @throws ProblemException 404 for a reward that is not there, 409 for what cannot be, or is so already
   */
  async decide(
    project: ProjectSettings,
    program: ReferralProgramEntity,
    reward: Reward,
    { act, note }: { act: RewardAct; note: string },
    caller: Principal,
  ): Promise<void> {
    const rules = rulesOf(program);
    if (!rules)
      throw new ProblemException(409, 'This programme gives no rewards; name them in its settings first.');
    const invitees = await this.counted(project, program);
    await this.ledger.write(program, async (rewards, manager) => {
      const known = await this.known(project, rewards);
      const found = [...known.first.values(), ...known.surplus].find(isSame(reward));
      if (!found)
        throw new ProblemException(
          404,
          `There is no ${reward.side}'s reward for person ${reward.inviteeId}.`,
        );
      const wish = act === 'reopen' ? null : act;
      if (found.decision === wish) throw new ProblemException(409, SO_ALREADY[act]);
      const decided: Decided = (inviteeId, side) =>
        isTheSame(known, inviteeId, side, found) ? wish : decisionsOf(known)(inviteeId, side);
      const line = decisionLine(found, act, { userId: caller.user.id, note });
      const after = { ...found, step: line.step, state: line.state, decision: wish };
      const lines = settleLines(
        withReward(known, found, after),
        deservedRewards(invitees, rules, decided, Date.now()),
      );
      refuseWhatCannotBe(act, lines.filter(isSame(reward)));
      const target = `referralPrograms/${program.id}/rewards/${reward.inviteeId}/${reward.side}`;
      await this.audit.record(caller, project.id, `referralReward.${act}`, target, { note }, manager);
      return [line, ...lines];
    });
  }

  /** Everybody whose invite counts, since the beginning. */
  private async counted(project: ProjectSettings, { id }: ReferralProgramEntity): Promise<JudgedInvitee[]> {
    const everybody = await this.referrals.everybody(project, id);
    return everybody.filter(({ bucket }) => bucket !== null);
  }

  private async known(project: ProjectSettings, rewards: RewardNow[]): Promise<Known> {
    const real = rewards.map(({ inviteeId }) => inviteeId).filter((id) => id > 0);
    const now = await currentPeople(this.clickhouse, project.id, real).catch(orClickHouseProblem);
    return knownRewards(rewards, (id) => now.get(id) ?? id);
  }
}

const isSame =
  (one: Reward) =>
  ({ inviteeId, side }: Reward) =>
    one.inviteeId === inviteeId && one.side === side;

const isTheSame = (known: Known, inviteeId: number, side: RewardSide, found: RewardNow) =>
  known.first.get(`${inviteeId} ${side}`) === found;

const withReward = ({ first, surplus }: Known, found: RewardNow, after: RewardNow): Known => ({
  first: new Map([...first].map(([key, reward]) => [key, reward === found ? after : reward])),
  surplus: surplus.map((reward) => (reward === found ? after : reward)),
});

const STATE_OF = { release: 'released', void: 'void', reopen: 'earned' } as const;
const SO_ALREADY: Record<RewardAct, string> = {
  release: 'A member has released this reward already.',
  void: 'A member has voided this reward already.',
  reopen: 'No member has decided anything of this reward; there is nothing to take back.',
};

function decisionLine(found: RewardNow, act: RewardAct, by: { userId: number; note: string }): RewardLine {
  const line = lineOf(found, { ...found, state: STATE_OF[act], reason: 'member' });
  return { ...line, ...by };
}

/** A release that rules undo at once would only look like one. */
function refuseWhatCannotBe(act: RewardAct, lines: RewardLine[]): void {
  const undone = lines.at(-1);
  if (act !== 'release' || !undone || undone.state === 'released') return;
  throw new ProblemException(409, `This reward cannot be released: ${WHY[undone.reason] ?? undone.reason}.`);
}

const WHY: Record<string, string> = {
  self: 'inviter and invited are one person',
  cycle: 'nobody is brought by somebody whom they brought',
  cap: 'the inviter is rewarded for as many as the programme allows',
  lapsed: 'the invited person was not activated in time',
  gone: 'no event speaks for it any more',
  merged: 'the invited person is one with another, for whom there is a reward',
};

function rulesOf({
  definition,
}: ReferralProgramEntity): { rewards: ReferralRewards; activationDays: number } | null {
  // What was added since a programme was saved is not there.
  const rewards = (definition.rewards as ReferralRewards | null | undefined) ?? null;
  return rewards && { rewards, activationDays: definition.activationDays };
}
