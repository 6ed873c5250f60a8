import type { ReferralReason, ReferralRules } from '@groundswell/contracts';

/** Somebody who was invited, as the engine tells it. Instants in ms since epoch. */
export interface Invitee {
  person: number;
  inviter: number;
  at: number;
  invitedAt: number;
  activatedAt: number | null;
  /** Where they joined in the range themselves. */
  joinedBucket: string | null;
  inviterJoinedAt: number | null;
  /** Of the inviter; null where the invite counts for none. */
  bucket: string | null;
  /** Values of device, ip and payment. */
  signals: string[][];
  inviterSignals: string[][];
}

const SIGNALS = ['device', 'ip', 'payment'] as const;

/**
 * Why an invited person is held back (docs/definitions.md, "Referral").
 * @param invitees all since the beginning, in the order of their sign-ups
 */
export function reasonsOf(invitees: Invitee[], { burst }: ReferralRules): Map<number, ReferralReason[]> {
  const reasons = new Map<number, ReferralReason[]>();
  const flag = (person: number, reason: ReferralReason) =>
    reasons.set(person, [...(reasons.get(person) ?? []), reason]);
  const inCycle = cyclesOf(invitees);
  for (const own of byInviter(invitees).values()) {
    const seen = (own[0]?.inviterSignals ?? []).map((values) => new Set(values));
    own.forEach((invitee, index) => {
      if (invitee.person === invitee.inviter) flag(invitee.person, 'self');
      if (inCycle.has(invitee.person)) flag(invitee.person, 'cycle');
      SIGNALS.filter((_, at) => shares(invitee.signals[at], seen[at])).forEach((name) =>
        flag(invitee.person, name),
      );
      invitee.signals.forEach((values, at) => values.forEach((value) => seen[at]?.add(value)));
      if (burst && isBurst(own, index, burst)) flag(invitee.person, 'burst');
    });
  }
  return reasons;
}

const shares = (values: string[] = [], seen: Set<string> = new Set()) =>
  values.some((value) => seen.has(value));

function byInviter(invitees: Invitee[]): Map<number, Invitee[]> {
  const groups = new Map<number, Invitee[]>();
  for (const invitee of invitees) {
    const own = groups.get(invitee.inviter);
    if (own) own.push(invitee);
    else groups.set(invitee.inviter, [invitee]);
  }
  return groups;
}

/** More than so many of the inviter's within the minutes that end with this one. */
function isBurst(own: Invitee[], index: number, burst: NonNullable<ReferralRules['burst']>): boolean {
  const first = own[index - burst.signups];
  const last = own[index];
  return first !== undefined && last !== undefined && last.at - first.at < burst.minutes * 60_000;
}

/** People who, inviter by inviter, come back to themselves; everybody has one inviter, so each is in one cycle at most. */
function cyclesOf(invitees: Invitee[]): Set<number> {
  const inviterOf = new Map(
    invitees.filter(({ person, inviter }) => person !== inviter).map((one) => [one.person, one.inviter]),
  );
  const found = new Set<number>();
  const walked = new Set<number>();
  for (const start of inviterOf.keys()) {
    const path: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && !walked.has(at)) {
      walked.add(at);
      path.push(at);
      at = inviterOf.get(at);
    }
    const begin = at === undefined ? -1 : path.indexOf(at);
    if (begin >= 0) path.slice(begin).forEach((person) => found.add(person));
  }
  return found;
}

/** Cycles and self-referrals stay held whoever looks at them: nobody is brought by somebody whom they brought. */
export const isClearable = (reasons: ReferralReason[]) =>
  reasons.length > 0 && !reasons.some((reason) => reason === 'self' || reason === 'cycle');

/**
 * Of each person that counts as invited, how many invites lie between them and somebody whom nobody invited.
 * @param net without cycles
 */
export function generationsOf(net: Invitee[]): Map<number, number> {
  const inviterOf = new Map(net.map(({ person, inviter }) => [person, inviter]));
  const generations = new Map<number, number>();
  for (const { person } of net) {
    const path: number[] = [];
    let at: number | undefined = person;
    while (at !== undefined && inviterOf.has(at) && !generations.has(at)) {
      path.push(at);
      at = inviterOf.get(at);
    }
    let generation = generations.get(at ?? 0) ?? 0;
    for (const one of path.reverse()) generations.set(one, ++generation);
  }
  return generations;
}
