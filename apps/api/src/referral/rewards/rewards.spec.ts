import type { JudgedInvitee } from '@groundswell/clickhouse';
import type { ReferralReason, RewardAct, RewardSide } from '@groundswell/contracts';
import { type RewardLine, type RewardNow, lineOf } from '@groundswell/postgres';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deservedRewards } from './deserved-rewards.js';
import { decisionsOf, knownRewards, settleLines } from './settle-lines.js';

const DAY = 86_400_000;
const RULES = {
  rewards: { unit: 'credits', inviter: 10, invitee: 4, holdDays: 2, mostPerInviter: 2 },
  activationDays: 3,
};
const SIDES = ['inviter', 'invitee'] as const;

interface Fact {
  person: number;
  inviter: number;
  at: number;
  activatedAt: number | null;
  reasons: ReferralReason[];
  cleared: boolean;
}

const invitee = ({ person, inviter, at, activatedAt, reasons, cleared }: Fact): JudgedInvitee => {
  const isCleared = cleared && !reasons.includes('self') && !reasons.includes('cycle');
  return {
    ...{ person, inviter, at, activatedAt, reasons, invitedAt: at, joinedBucket: null, inviterJoinedAt: 0 },
    ...{ bucket: '', signals: [], inviterSignals: [], cleared: isCleared && reasons.length > 0 },
    isHeld: reasons.length > 0 && !isCleared,
  };
};

/** A ledger in memory, which settles as the service does. */
class Ledger {
  readonly lines: RewardLine[] = [];

  now(): RewardNow[] {
    const rewards = new Map<string, RewardNow>();
    for (const { inviteeId, side, step, state, personId, amount, reason } of this.lines) {
      const key = `${inviteeId} ${side}`;
      const { decision = null } = rewards.get(key) ?? {};
      const decided = ({ released: 'release', void: 'void', earned: null, held: null } as const)[state];
      const next = reason === 'member' ? decided : decision;
      rewards.set(key, { inviteeId, side, step, state, personId, amount, decision: next });
    }
    return [...rewards.values()];
  }

  settle(facts: Fact[], now: number): number {
    const known = knownRewards(this.now(), (id) => id);
    const lines = settleLines(known, deservedRewards(facts.map(invitee), RULES, decisionsOf(known), now));
    this.lines.push(...lines);
    return lines.length;
  }

  decide(inviteeId: number, side: RewardSide, act: RewardAct): void {
    const found = this.now().find((one) => one.inviteeId === inviteeId && one.side === side);
    if (!found) return;
    const state = ({ release: 'released', void: 'void', reopen: 'earned' } as const)[act];
    this.lines.push({ ...lineOf(found, { ...found, state, reason: 'member' }), userId: 1 });
  }

  balances(): Map<number, [number, number]> {
    const sums = new Map<number, [number, number]>();
    for (const { personId, escrow, released } of this.lines) {
      const [a, b] = sums.get(personId) ?? [0, 0];
      sums.set(personId, [a + escrow, b + released]);
    }
    return new Map([...sums].filter(([, [a, b]]) => a !== 0 || b !== 0).sort(([a], [b]) => a - b));
  }
}

/** The plain answer: what everybody has, from the last state of the world alone. */
function balancesOf(facts: Fact[], decided: Map<string, RewardAct>, now: number) {
  const sums = new Map<number, [number, number]>();
  const add = (person: number, escrow: number, released: number) => {
    const [a, b] = sums.get(person) ?? [0, 0];
    sums.set(person, [a + escrow, b + released]);
  };
  for (const side of SIDES) {
    const taken = new Map<number, number>();
    for (const { person, inviter, at, activatedAt, reasons, cleared } of facts) {
      const act = decided.get(`${person} ${side}`);
      const never = reasons.includes('self') || reasons.includes('cycle');
      const lapsed = activatedAt === null && now > at + RULES.activationDays * DAY;
      if (never || act === 'void' || lapsed) continue;
      const count = (taken.get(inviter) ?? 0) + 1;
      taken.set(inviter, count);
      if (side === 'inviter' && count > RULES.rewards.mostPerInviter) continue;
      const flagged = reasons.length > 0 && !cleared;
      const ripe = activatedAt !== null && now >= activatedAt + RULES.rewards.holdDays * DAY;
      const amount = RULES.rewards[side];
      const isReleased = act === 'release' || (ripe && !flagged);
      add(side === 'inviter' ? inviter : person, isReleased ? 0 : amount, isReleased ? amount : 0);
    }
  }
  return new Map([...sums].sort(([a], [b]) => a - b));
}

const fact = fc.record({
  inviter: fc.integer({ min: 1, max: 3 }),
  at: fc.integer({ min: 0, max: 8 }).map((halves) => (halves * DAY) / 2),
  activated: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  reasons: fc.subarray<ReferralReason>(['burst', 'device', 'cycle'], { maxLength: 2 }),
  cleared: fc.boolean(),
});
const worlds = fc.array(fact, { minLength: 1, maxLength: 6 }).map((all) =>
  all
    .map(({ activated, at, ...rest }, index): Fact => {
      return {
        ...rest,
        person: 11 + index,
        at,
        activatedAt: activated === null ? null : at + activated * DAY,
      };
    })
    .sort((a, b) => a.at - b.at || a.person - b.person),
);
const acts = fc.record({
  what: fc.constantFrom('settle', 'flag', 'clear', 'activate', 'release', 'void', 'reopen', 'leave'),
  which: fc.nat(5),
  side: fc.constantFrom(...SIDES),
  reason: fc.constantFrom<ReferralReason>('burst', 'device', 'cycle'),
});

describe('the ledger of rewards', () => {
  it('comes to the same balances, whatever was done before and however often it was settled between', () => {
    fc.assert(
      fc.property(worlds, fc.array(acts, { maxLength: 14 }), fc.nat(20), (world, done, days) => {
        const ledger = new Ledger();
        const decided = new Map<string, RewardAct>();
        let facts = world;
        done.forEach(({ what, which, side, reason }, index) => {
          const one = facts[which % Math.max(1, facts.length)];
          if (!one) return;
          const change = (over: Partial<Fact>) => {
            facts = facts.map((other) => (other === one ? { ...one, ...over } : other));
          };
          if (what === 'settle') ledger.settle(facts, (index * DAY) / 2);
          else if (what === 'flag') change({ reasons: one.reasons.length > 0 ? [] : [reason] });
          else if (what === 'clear') change({ cleared: !one.cleared });
          else if (what === 'activate') change({ activatedAt: one.at + DAY });
          else if (what === 'leave') facts = facts.filter((other) => other !== one);
          else {
            if (!ledger.now().some((now) => now.inviteeId === one.person && now.side === side)) return;
            ledger.decide(one.person, side, what);
            if (what === 'reopen') decided.delete(`${one.person} ${side}`);
            else decided.set(`${one.person} ${side}`, what);
          }
        });
        const now = days * DAY;
        ledger.settle(facts, now);
        expect(ledger.balances()).toEqual(balancesOf(facts, decided, now));
        expect(ledger.settle(facts, now)).toBe(0);
        for (const { inviteeId, side, amount } of ledger.now()) {
          const own = ledger.lines.filter((line) => line.inviteeId === inviteeId && line.side === side);
          const sum = own.reduce((total, { escrow, released }) => total + escrow + released, 0);
          expect([0, amount]).toContain(sum);
          expect(own.map(({ step }) => step)).toEqual(own.map((_, at) => at + 1));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives each side its own, waits for the activation and the days of the hold, and then may be paid', () => {
    const ledger = new Ledger();
    const joined: Fact = { person: 11, inviter: 1, at: 0, activatedAt: null, reasons: [], cleared: false };
    ledger.settle([joined], DAY);
    expect([...ledger.balances()]).toEqual([
      [1, [10, 0]],
      [11, [4, 0]],
    ]);
    const active = { ...joined, activatedAt: DAY };
    ledger.settle([active], 2 * DAY);
    expect(ledger.balances().get(1)).toEqual([10, 0]);
    ledger.settle([active], 3 * DAY);
    expect(ledger.balances().get(1)).toEqual([0, 10]);
    expect(ledger.lines.filter(({ side }) => side === 'inviter').map(({ state }) => state)).toEqual([
      'earned',
      'released',
    ]);
  });

  it('moves a reward to who brought them, and voids what two who are one have twice', () => {
    const ledger = new Ledger();
    const one: Fact = { person: 11, inviter: 1, at: 0, activatedAt: 0, reasons: [], cleared: false };
    const two: Fact = { ...one, person: 12 };
    ledger.settle([one, two], 9 * DAY);
    ledger.settle([{ ...one, inviter: 2 }, two], 9 * DAY);
    expect([ledger.balances().get(1), ledger.balances().get(2)]).toEqual([
      [0, 10],
      [0, 10],
    ]);
    const today = (id: number) => (id === 12 ? 11 : id);
    const known = knownRewards(ledger.now(), today);
    const moved = [invitee({ ...one, inviter: 2 })];
    ledger.lines.push(...settleLines(known, deservedRewards(moved, RULES, decisionsOf(known), 9 * DAY)));
    expect([...ledger.balances()]).toEqual([
      [2, [0, 10]],
      [11, [0, 4]],
    ]);
  });
});
