import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { activeUsers, funnel, growthAccounting, retention, stickiness } = require('@groundswell/clickhouse');
const {
  activeUsersQuerySchema,
  funnelQuerySchema,
  growthAccountingQuerySchema,
  retentionQuerySchema,
  stickinessQuerySchema,
} = require('@groundswell/contracts');
const { DEMO } = require('@groundswell/demo');

/** The project whose events are asked about. */
export const PROJECT = 2_000_000;
const settings = { id: PROJECT, timeZone: DEMO.timeZone, weekStart: 'monday', activeEvents: {} };
const now = new Date();
const RANGE = { from: DEMO.from, to: DEMO.to };

const ACTIVE = `project_id = ${PROJECT} AND platform != 'server'
  AND event NOT IN ('$identify', '$create_alias', '$groupidentify', '$set', '$feature_flag_called', 'Experiment Viewed')`;
const DAY = `toDate(timestamp, '${DEMO.timeZone}')`;
const IN_RANGE = `BETWEEN '${DEMO.from}' AND '${DEMO.to}'`;

const sum = (values) => values.reduce((total, value) => total + Number(value), 0);
const sumOf = (rows, ...columns) => columns.map((column) => sum(rows.map((row) => row[column])));

const asks = (run, schema, query) => {
  const parsed = schema.parse(query);
  return (clickhouse) => run(clickhouse, settings, parsed, now);
};
const users = (query) =>
  asks(activeUsers, activeUsersQuerySchema, { kind: 'activeUsers', ...RANGE, engine: 'rollup', ...query });
const kept = (query) =>
  asks(retention, retentionQuerySchema, { kind: 'retention', ...RANGE, engine: 'rollup', ...query });
const cellsOf = ({ cohorts }) => [sum(cohorts.flatMap(({ periods }) => periods.map((cell) => cell.users)))];

/** Each person's periods once, as people write it who have not thought about speed: distinct pairs and a join. */
const plainRetention = (start, unit) => `
  SELECT cohort, dateDiff('${unit}', cohort, period) AS n, count() AS users
  FROM (SELECT DISTINCT person_id, ${start(DAY)} AS period FROM events WHERE ${ACTIVE}) AS periods
  INNER JOIN (SELECT person_id, ${start(`min(${DAY})`)} AS cohort FROM events WHERE ${ACTIVE} GROUP BY person_id) AS first
  USING (person_id)
  GROUP BY cohort, n`;
const DAYS_OF_PEOPLE = `SELECT DISTINCT person_id, platform, ${DAY} AS day FROM events WHERE ${ACTIVE}`;
const month = (day) => `toStartOfMonth(${day})`;

/**
 * Reports that the rollup answers, and the same question as plain SQL on the raw events. `summary` and `plainSummary`
 * give figures of both answers that must be equal.
 */
export const STANDARD = {
  'DAU by platform over the whole range': {
    ours: users({ interval: 'day', breakdown: 'platform' }),
    summary: ({ rows }) => sumOf(rows, 'users'),
    plain: `
      SELECT ${DAY} AS day, platform, uniqExact(person_id) AS users
      FROM events WHERE ${ACTIVE} GROUP BY GROUPING SETS ((day, platform), (day))`,
    plainSummary: (rows) => sumOf(rows, 'users'),
  },
  'active users of the trailing 28 days, each day': {
    ours: users({ interval: 'day', trailingDays: 28 }),
    summary: ({ rows }) => sumOf(rows, 'users'),
    plain: `
      SELECT day + n AS last, uniqExact(person_id) AS users
      FROM (${DAYS_OF_PEOPLE}) ARRAY JOIN range(28) AS n WHERE last ${IN_RANGE} GROUP BY last`,
    plainSummary: (rows) => sumOf(rows, 'users'),
  },
  'MAU by platform': {
    ours: users({ interval: 'month', breakdown: 'platform' }),
    summary: ({ rows }) => sumOf(rows, 'users'),
    plain: `
      SELECT ${month(DAY)} AS month, platform, uniqExact(person_id) AS users
      FROM events WHERE ${ACTIVE} GROUP BY GROUPING SETS ((month, platform), (month))`,
    plainSummary: (rows) => sumOf(rows, 'users'),
  },
  'growth accounting by week': {
    ours: asks(growthAccounting, growthAccountingQuerySchema, {
      kind: 'growthAccounting',
      ...RANGE,
      interval: 'week',
      engine: 'rollup',
    }),
    summary: ({ rows }) => sumOf(rows, 'active', 'new', 'retained'),
    plain: `
      SELECT week, count() AS active, countIf(i = 1) AS new, countIf(i > 1 AND weeks[i - 1] = week - 7) AS retained
      FROM (SELECT arraySort(groupUniqArray(toMonday(${DAY}))) AS weeks FROM events WHERE ${ACTIVE} GROUP BY person_id)
      ARRAY JOIN weeks AS week, arrayEnumerate(weeks) AS i
      GROUP BY week`,
    plainSummary: (rows) => sumOf(rows, 'active', 'new', 'retained'),
  },
  'stickiness over 28 days, each day': {
    ours: asks(stickiness, stickinessQuerySchema, {
      kind: 'stickiness',
      ...RANGE,
      window: 28,
      engine: 'rollup',
    }),
    summary: ({ rows }) => sumOf(rows, 'dau', 'windowUsers'),
    plain: `
      SELECT day + n AS last, uniqExactIf(person_id, n = 0) AS dau, uniqExact(person_id) AS windowUsers
      FROM (${DAYS_OF_PEOPLE}) ARRAY JOIN range(28) AS n WHERE last ${IN_RANGE} GROUP BY last`,
    plainSummary: (rows) => sumOf(rows, 'dau', 'windowUsers'),
  },
  'daily retention, 31 columns': {
    ours: kept({ period: 'day', periods: 30 }),
    summary: cellsOf,
    plain: `${plainRetention((day) => day, 'day')} HAVING n <= 30`,
    plainSummary: (rows) => sumOf(rows, 'users'),
  },
  'weekly retention, 26 × 26': {
    ours: kept({ period: 'week', periods: 25 }),
    summary: cellsOf,
    plain: plainRetention((day) => `toMonday(${day})`, 'week'),
    plainSummary: (rows) => sumOf(rows, 'users'),
  },
  'monthly retention': {
    ours: kept({ period: 'month', periods: 5 }),
    summary: cellsOf,
    plain: plainRetention(month, 'month'),
    plainSummary: (rows) => sumOf(rows, 'users'),
  },
};

const STEPS = ['Signed Up', 'Chat Started', 'Message Sent'];
const WINDOW_MS = 14 * 86_400_000;

/** Questions that need the raw events, against the quickest SQL that we could write for them by hand. */
export const AD_HOC = {
  'ad-hoc funnel of three steps within 14 days (by hand: windowFunnel, which tells no times to convert)': {
    ours: asks(funnel, funnelQuerySchema, {
      kind: 'funnel',
      ...RANGE,
      steps: STEPS.map((event) => ({ event })),
      window: { value: 14, unit: 'day' },
    }),
    summary: ({ steps }) => steps.map((step) => step.users),
    plain: `
      SELECT [countIf(level >= 1), countIf(level >= 2), countIf(level >= 3)] AS users
      FROM (
        SELECT windowFunnel(${WINDOW_MS})(toUInt64(toUnixTimestamp64Milli(timestamp)), ${STEPS.map((step) => `event = '${step}'`).join(', ')}) AS level
        FROM events
        WHERE project_id = ${PROJECT} AND event IN (${STEPS.map((step) => `'${step}'`).join(', ')}) AND traffic = 'human'
        GROUP BY person_id)`,
    plainSummary: ([{ users }]) => users.map(Number),
  },
  'ad-hoc weekly retention of one country': {
    ours: kept({
      period: 'week',
      periods: 25,
      engine: 'events',
      cohort: { filters: [{ property: 'country', operator: 'eq', value: 'CN' }] },
      returning: { filters: [{ property: 'country', operator: 'eq', value: 'CN' }] },
    }),
    summary: cellsOf,
    plain: `
      SELECT weeks[1] AS cohort, dateDiff('week', cohort, week) AS n, count() AS users
      FROM (
        SELECT arraySort(groupUniqArray(toMonday(${DAY}))) AS weeks
        FROM events WHERE ${ACTIVE} AND country = 'CN' GROUP BY person_id)
      ARRAY JOIN weeks AS week
      GROUP BY cohort, n`,
    plainSummary: (rows) => sumOf(rows, 'users'),
  },
};
