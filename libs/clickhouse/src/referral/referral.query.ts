import type { Query } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { EVENT_ORDER } from '../events/event-order.js';
import { addDays } from '../periods/calendar.js';
import { type ReferralContext, daysInMs, horizonOf } from './context.js';

/** Values of one property that are remembered of a person; who has more shares them all the same. */
const MOST_SIGNALS = 100;

/** Rows (bucket, users, invites): who joined in each period, and how many invites they sent in time. */
export function joiners(context: ReferralContext): Query {
  return ask(
    context,
    `
    SELECT toString(period) AS bucket, count() AS users, sum(sent) AS invites
    FROM (
      SELECT j.person, any(j.bucket) AS period, countIf(${inTime('i.at', context)} AND i.person != 0) AS sent
      FROM (${cohort(context)}) AS j
      LEFT JOIN (${acts(context, 'invite')}) AS i ON j.person = i.person
      GROUP BY j.person
    )
    GROUP BY period`,
  );
}

/** Rows (person): who joined in a period; of null in any of the range. */
export function joinedPeople(context: ReferralContext, bucket: string | null): Query {
  const isIn = bucket === null ? 'true' : `toString(bucket) = ${context.bindings.bind(bucket, 'String')}`;
  return ask(context, `SELECT person FROM (${cohort(context)}) WHERE ${isIn}`);
}

/** Rows (person): who joined in the period and sent an invite that counts. */
export function senders(context: ReferralContext, bucket: string): Query {
  return ask(
    context,
    `
    SELECT DISTINCT j.person AS person
    FROM (${cohort(context)}) AS j INNER JOIN (${acts(context, 'invite')}) AS i ON j.person = i.person
    WHERE ${inTime('i.at', context)} AND toString(j.bucket) = ${context.bindings.bind(bucket, 'String')}`,
  );
}

/** Rows (person): whose first visit with a code is one of the period's. */
export function visitingPeople(context: ReferralContext, bucket: string): Query {
  return ask(
    context,
    `SELECT DISTINCT person FROM (${visits(context)}) WHERE period = ${context.bindings.bind(bucket, 'String')}`,
  );
}

/** Rows (period, visits): people whose first visit with a code came by an invite that counts for the bucket. */
export function visitors(context: ReferralContext): Query {
  return ask(
    context,
    `SELECT period, uniqExact(person, code) AS visits FROM (${visits(context)}) GROUP BY period`,
  );
}

/** Rows (period, person, code) of visits that an invite brought which counts. */
function visits(context: ReferralContext): string {
  const first = `SELECT person, code, min(time) AS at
    FROM (SELECT person, code, at AS time FROM (${acts(context, 'visit')})) GROUP BY person, code`;
  return `
    SELECT toString(j.bucket) AS period, v.person AS person, v.code AS code
    FROM (${won(context, first)}) AS v
    INNER JOIN (${cohort(context)}) AS j ON v.inviter = j.person
    WHERE v.person != v.inviter AND ${inTime('v.invited_at', context)}`;
}

/**
 * Rows (person, inviter, at, invited_at, activated_at, activated, inviter_joined, inviter_joined_at, period, joined_period, signals,
 * inviter_signals): everybody who was invited since the beginning. Instants in ms since epoch. `period` is that of the
 * inviter, '' where the invite counts for none. `signals` and `inviter_signals` hold the values of device, ip and payment.
 */
export function invitees(context: ReferralContext, most: number): Query {
  const signups = `SELECT person, argMin(said, place) AS code, min(time) AS at
    FROM (SELECT person, code AS said, place, at AS time FROM (${acts(context, 'signup')})) GROUP BY person`;
  const seen = withSignals(context);
  const signal = (side: string) => (seen ? `${side}.signals` : NO_SIGNALS);
  return ask(
    context,
    `
    SELECT e.person AS person, e.inviter AS inviter, e.at AS at, e.invited_at AS invited_at,
           ${activation(context)} AS activation, activation.1 AS activated, activation.2 AS activated_at,
           j.person != 0 AS inviter_joined, j.joined_at AS inviter_joined_at,
           if(j.person != 0 AND j.in_range AND ${inTime('e.invited_at', context)}, toString(j.bucket), '') AS period,
           if(own.person != 0 AND own.in_range, toString(own.bucket), '') AS joined_period,
           ${signal('s')} AS signals, ${signal('t')} AS inviter_signals
    FROM (${won(context, signups)}) AS e
    LEFT JOIN (${joined(context)}) AS own ON e.person = own.person
    LEFT JOIN (${joined(context)}) AS j ON e.inviter = j.person
    ${activationJoin(context)}
    ${seen ? `LEFT JOIN (${seen}) AS s ON e.person = s.person LEFT JOIN (${seen}) AS t ON e.inviter = t.person` : ''}
    ORDER BY at, person
    LIMIT ${most}`,
  );
}

const NO_SIGNALS = `CAST([], 'Array(Array(String))')`;

const ask = ({ bindings }: ReferralContext, query: string): Query => ({
  query,
  query_params: bindings.values,
});

/** An invite sent at `at` within the days after `j` joined. */
function inTime(at: string, { definition, bindings }: ReferralContext): string {
  const days = bindings.bind(daysInMs(definition.inviteDays), 'Int64');
  return `(${at} BETWEEN j.joined_at AND j.joined_at + ${days})`;
}

/** Rows (person, joined_at, bucket, in_range): everybody by their first event of membership ever. */
function joined(context: ReferralContext): string {
  const { bindings, calendar, query, project, days } = context;
  const zone = bindings.bind(project.timeZone, 'String');
  const [first, last] = [days.first, days.last].map((day) => bindings.bind(day, 'Date'));
  return `
    SELECT person, min(at) AS joined_at, toDate(fromUnixTimestamp64Milli(joined_at), ${zone}) AS joined_day,
           ${calendar.sql(query.interval, 'joined_day')} AS bucket, joined_day BETWEEN ${first} AND ${last} AS in_range
    FROM (${acts(context, 'member')}) GROUP BY person`;
}

const cohort = (context: ReferralContext) => `SELECT * FROM (${joined(context)}) WHERE in_range`;

/** Rows (person, code, at) of `arrivals` with (inviter, invited_at): of the first invite with the code in the window. */
function won({ definition, bindings, ...rest }: ReferralContext, arrivals: string): string {
  const window = bindings.bind(daysInMs(definition.windowDays), 'Int64');
  const sent = `
    SELECT code, arraySort(groupArray((place, at, person))) AS sent
    FROM (${acts({ definition, bindings, ...rest }, 'invite')}) WHERE code != '' GROUP BY code`;
  return `
    SELECT person, code, at, first.3 AS inviter, first.2 AS invited_at
    FROM (
      SELECT a.person AS person, a.code AS code, a.at AS at,
             arrayFirst(invite -> invite.2 >= a.at - ${window}, c.sent) AS first
      FROM (${arrivals}) AS a INNER JOIN (${sent}) AS c ON a.code = c.code
      WHERE a.code != ''
    )
    WHERE inviter != 0 AND invited_at <= at`;
}

/** Whether and when the invited person was activated; who needs no event for it is at once. */
function activation({ definition, bindings }: ReferralContext): string {
  if (definition.activationEvent === null) return '(true, e.at)';
  const days = bindings.bind(daysInMs(definition.activationDays), 'Int64');
  const inTime = `time -> time BETWEEN e.at AND e.at + ${days}`;
  return `(arrayExists(${inTime}, d.times), arrayFirst(${inTime}, d.times))`;
}

function activationJoin(context: ReferralContext): string {
  if (context.definition.activationEvent === null) return '';
  return `LEFT JOIN (
      SELECT person, arraySort(groupArray(at)) AS times FROM (${acts(context, 'activation')})
      WHERE person IN (SELECT person FROM (${acts(context, 'signup')}))
      GROUP BY person) AS d ON e.person = d.person`;
}

/** Rows (person, signals): what was seen of each person at any event of the programme; null where no rule looks. */
function withSignals(context: ReferralContext): string | null {
  const { device, ip, payment } = context.definition.rules;
  if (device === null && ip === null && payment === null) return null;
  const seen = ['device', 'ip', 'payment'].map(
    (name) => `groupUniqArrayIf(${MOST_SIGNALS})(${name}, ${name} != '')`,
  );
  return `SELECT person, [${seen.join(', ')}] AS signals FROM (${acts(context, null)}) GROUP BY person`;
}

type Role = 'member' | 'invite' | 'visit' | 'signup' | 'activation';

/**
 * Rows (person, at, place, code) of one of the programme's events up to the horizon; of null those of all of them, with
 * (device, ip, payment) instead of a code. Each reads no more than it needs: properties are what takes the time.
 */
function acts(context: ReferralContext, role: Role | null): string {
  const { definition, project, people, bindings, days, query } = context;
  const roles = role ? [role] : (['member', 'invite', 'visit', 'signup', 'activation'] as const);
  const events = roles.map((one) => definition[`${one}Event`]).filter((name) => name !== null);
  return `
    SELECT ${people.person} AS person, toUnixTimestamp64Milli(timestamp) AS at, ${EVENT_ORDER} AS place,
           ${role ? `${codeOf(definition, role)} AS code` : signalsOf(definition)}
    FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date <= ${bindings.bind(addDays(days.horizon, 1), 'Date')}
      AND at < ${bindings.bind(horizonOf(context), 'Int64')}
      AND event IN ${bindings.bind(events, 'Array(String)')} AND ${trafficCondition(query.traffic)}`;
}

function codeOf(definition: ReferralContext['definition'], role: Role): string {
  if (role === 'member' || role === 'activation') return "''";
  return valueOf(definition[`${role}Code`]);
}

function signalsOf({ rules }: ReferralContext['definition']): string {
  const rows = (['device', 'ip', 'payment'] as const).map((rule) => {
    const property = rules[rule];
    return `${property === null ? "''" : valueOf(property)} AS ${rule}`;
  });
  return rows.join(', ');
}

const valueOf = (property: string) =>
  `ifNull(${textOf(property.startsWith('properties.') ? property : `properties.${property}`)}, '')`;
