import type { ProjectSettings } from '@groundswell/clickhouse';
import type { ReferralDefinition, ReferralQuery, ReferralReason } from '@groundswell/contracts';
import { dayOf, firstDay, periodOf } from './query-reference.js';
import { groupBy, percentile } from './sequence-reference.js';

/** What somebody did in a programme. `offset` is the place in the log, which breaks ties. */
export interface ReferralAct {
  person: number;
  at: number;
  offset: number;
  event: string;
  code: string;
  device: string;
}
export interface ReferralLog {
  acts: ReferralAct[];
  merges: Map<number, number>;
  cleared: number[];
}

const DAY = 86_400_000;

/** Plain answers about who brought whom: every question is a walk over all events. */
export function referralReference(
  log: ReferralLog,
  project: ProjectSettings,
  definition: ReferralDefinition,
  query: ReferralQuery,
  now: Date,
) {
  const { inviteDays, windowDays, activationDays, rules } = definition;
  const start = (day: string) => firstDay(query.interval, periodOf(query.interval, day, project), project);
  const bucketOf = (at: number) => start(dayOf(at, project.timeZone));
  const inRange = (bucket: string) => bucket >= start(query.from) && bucket <= start(query.to);
  const ripe = inviteDays + windowDays + activationDays;
  const dayAfter = (day: string) => dayOf(Date.parse(`${day}T00:00:00Z`) + DAY, 'UTC');
  const lastDay = (bucket: string) => {
    let day = bucket;
    while (start(dayAfter(day)) === bucket) day = dayAfter(day);
    return day;
  };
  const horizonDay = dayOf(Date.parse(`${lastDay(start(query.to))}T00:00:00Z`) + ripe * DAY, 'UTC');
  const acts = log.acts
    .map((act) => ({ ...act, person: log.merges.get(act.person) ?? act.person }))
    .filter(({ at }) => dayOf(at, project.timeZone) <= horizonDay)
    .toSorted((a, b) => a.at - b.at || a.offset - b.offset);
  const of = (event: string | null) => acts.filter((act) => act.event === event);
  const first = (list: ReferralAct[]) => [...groupBy(list, ({ person }) => person)].map(([, [one]]) => one!);

  const joined = new Map(first(of(definition.memberEvent)).map(({ person, at }) => [person, at]));
  const bucketOfJoiner = (person: number) => {
    const at = joined.get(person);
    const bucket = at === undefined ? null : bucketOf(at);
    return bucket !== null && inRange(bucket) ? bucket : null;
  };
  const inTime = (inviter: number, at: number) => {
    const since = joined.get(inviter);
    return since !== undefined && at >= since && at - since <= inviteDays * DAY;
  };
  const winner = ({ code, at }: ReferralAct) =>
    code === ''
      ? undefined
      : of(definition.inviteEvent).find(
          (sent) => sent.code === code && at - sent.at <= windowDays * DAY && sent.at <= at,
        );
  const signals = (person: number) => new Set(acts.filter((act) => act.person === person && act.device).map(({ device }) => device)); // prettier-ignore

  const edges = first(of(definition.signupEvent))
    .map((signup) => ({ signup, invite: winner(signup) }))
    .filter(({ invite }) => invite !== undefined)
    .map(({ signup, invite }) => ({
      person: signup.person,
      at: signup.at,
      inviter: invite!.person,
      invitedAt: invite!.at,
    })) // prettier-ignore
    .toSorted((a, b) => a.at - b.at || a.person - b.person);
  const inviterOf = new Map(edges.map(({ person, inviter }) => [person, inviter]));
  const comesBack = (person: number) => {
    let at = inviterOf.get(person);
    for (let steps = 0; at !== undefined && steps <= edges.length; steps++) {
      if (at === person) return true;
      at = inviterOf.get(at);
    }
    return false;
  };
  const judged = edges.map((edge, index) => {
    const earlier = edges.slice(0, index).filter(({ inviter }) => inviter === edge.inviter);
    const reasons = new Set<ReferralReason>();
    if (edge.person === edge.inviter) reasons.add('self');
    else if (comesBack(edge.person)) reasons.add('cycle');
    if (rules.device !== null) {
      const others = [edge.inviter, ...earlier.map(({ person }) => person)].map(signals);
      if ([...signals(edge.person)].some((value) => others.some((seen) => seen.has(value))))
        reasons.add('device');
    }
    if (rules.burst) {
      const { signups, minutes } = rules.burst;
      if (earlier.filter(({ at }) => edge.at - at < minutes * 60_000).length >= signups) reasons.add('burst');
    }
    const never = reasons.has('self') || reasons.has('cycle');
    const known = log.cleared.map((person) => log.merges.get(person) ?? person).includes(edge.person);
    const activated =
      definition.activationEvent === null ||
      of(definition.activationEvent).some(
        ({ person, at }) => person === edge.person && at >= edge.at && at - edge.at <= activationDays * DAY,
      );
    const counts = inTime(edge.inviter, edge.invitedAt) ? bucketOfJoiner(edge.inviter) : null;
    const held = reasons.size > 0 && (never || !known);
    return { ...edge, reasons, held, activated, bucket: counts };
  });
  const net = judged.filter(({ held }) => !held);

  const buckets: string[] = [];
  for (let day = start(query.from); day <= lastDay(start(query.to)); day = dayAfter(day))
    if (start(day) === day) buckets.push(day);
  const ratio = (a: number, b: number) => (b === 0 ? null : a / b);
  const yieldOf = (list: typeof judged, users: number) => {
    const activated = list.filter((one) => one.activated).length;
    return {
      signups: list.length,
      activated,
      kSignup: ratio(list.length, users),
      kActivated: ratio(activated, users),
    };
  };
  const visits = first2(of(definition.visitEvent)).map((visit) => ({ visit, invite: winner(visit) }));
  const rows = buckets.map((bucket) => {
    const users = [...joined.keys()].filter((person) => bucketOfJoiner(person) === bucket);
    const invites = of(definition.inviteEvent).filter(
      ({ person, at }) => users.includes(person) && inTime(person, at),
    );
    const own = judged.filter((one) => one.bucket === bucket);
    const end = dayOf(now.getTime() - ripe * DAY, project.timeZone);
    return {
      bucket,
      users: users.length,
      invites: invites.length,
      visits:
        definition.visitEvent === null
          ? null
          : visits.filter(
              ({ visit, invite }) =>
                invite !== undefined &&
                invite.person !== visit.person &&
                users.includes(invite.person) &&
                inTime(invite.person, invite.at),
            ).length,
      ...yieldOf(
        own.filter(({ held }) => !held),
        users.length,
      ),
      gross: yieldOf(own, users.length),
      complete: end > lastDay(bucket),
    };
  });
  const generationOf = (person: number): number => {
    const edge = net.find((one) => one.person === person);
    return edge ? 1 + generationOf(edge.inviter) : 0;
  };
  const joiners = [...joined.keys()].filter((person) => bucketOfJoiner(person) !== null);
  const people = new Set([...joiners, ...net.filter(({ bucket }) => bucket !== null).map(({ person }) => person)]); // prettier-ignore
  const generations = [...groupBy([...people].map(generationOf), (generation) => generation)]
    .map(([generation, list]) => ({ generation, users: list.length }))
    .sort((a, b) => a.generation - b.generation);
  const seconds = net
    .filter(({ bucket }) => bucket !== null)
    .map(({ inviter, at }) => (at - joined.get(inviter)!) / 1000);
  const held = judged.filter((one) => one.held && one.bucket !== null);
  const flagged = [...groupBy(held.flatMap(({ reasons }) => [...reasons]), (reason) => reason)].map(([reason, list]) => ({ reason, users: list.length })); // prettier-ignore
  return {
    rows,
    generations,
    flagged: flagged.sort((a, b) => (a.reason < b.reason ? -1 : 1)),
    held: held.length,
    cycleTime: { p50: percentile(seconds, 0.5), p90: percentile(seconds, 0.9) },
  };
}

/** The first of each person and code. */
const first2 = (list: ReferralAct[]) =>
  [...groupBy(list, ({ person, code }) => `${person} ${code}`)].map(([, [one]]) => one!);
