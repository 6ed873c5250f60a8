import { createHash } from 'node:crypto';

const LIMIT_SHOWN = 5;

/** Components of the ids that stored events tie together: the reference for people. */
function countPeople(messages) {
  const parents = new Map();
  const rootOf = (id) => {
    let root = id;
    while (parents.get(root) !== root) root = parents.get(root);
    for (let at = id; at !== root;) [at, parents[at]] = [parents.get(at), parents.set(at, root)];
    return root;
  };
  const known = (id) => {
    if (!parents.has(id)) parents.set(id, id);
    return rootOf(id);
  };
  for (const { type, userId, anonymousId } of messages) {
    const ids = [userId && `user:${userId}`, anonymousId && `device:${anonymousId}`]
      .filter(Boolean)
      .map(known);
    if (type === 'identify' && ids.length === 2) parents.set(ids[0], ids[1]);
  }
  return [...parents.keys()].filter((id) => rootOf(id) === id).length;
}

/**
 * People as they count now. A batch that died half-way may have left rows from before a merge and rollups from after it
 * (docs/adr/0003): both name the same person, under two numbers.
 */
const peopleNow = (columns, members) => `
  SELECT ${columns}, toUInt32(uniqExact(if(o.into_person_id = 0, m.person_id, o.into_person_id))) AS people
  FROM (${members}) AS m
  LEFT JOIN (SELECT * FROM person_overrides FINAL WHERE project_id = {project:UInt32}) AS o
    ON o.from_person_id = m.person_id
  GROUP BY ALL ORDER BY ALL`;

const membersOf = (table, columns, where) => `
  SELECT ${columns}, arrayJoin(bitmapToArray(groupBitmapMergeState(people))) AS person_id
  FROM ${table} ${where} GROUP BY ${columns}`;

const minus = (left, right) => [...left].filter((item) => !right.has(item));

/** Compares what clients sent with what is stored, and the rollups with the raw events. */
export class Verification {
  constructor({ clients, store, projectId }) {
    Object.assign(this, { clients, store, projectId });
    this.mismatches = [];
  }

  async rows(query) {
    const query_params = { project: this.projectId };
    return (await this.store.query({ query, query_params, format: 'JSONEachRow' })).json();
  }

  fail(what, detail) {
    this.mismatches.push(`${what}: ${typeof detail === 'string' ? detail : JSON.stringify(detail)}`);
  }

  expectNone(what, items) {
    if (items.length > 0) this.fail(what, `${items.length}, e.g. ${items.slice(0, LIMIT_SHOWN).join(', ')}`);
    return items.length;
  }

  /** @param deadLetters of the project, as the API shows them */
  async run(deadLetters) {
    const figures = { ...(await this.checkEvents()), ...this.checkDeadLetters(deadLetters) };
    await this.checkRollups();
    await this.checkPeople();
    return figures;
  }

  async checkEvents() {
    const rows = await this.rows(
      'SELECT event_id AS id, count() AS times FROM events WHERE project_id = {project:UInt32} GROUP BY id',
    );
    const stored = new Set(rows.map(({ id }) => id));
    const [sent, acknowledged, givenUp] = ['sent', 'acknowledged', 'givenUp'].map((kind) =>
      this.clients.ids(kind, false),
    );
    const unconfirmed = minus(stored, acknowledged);
    this.stored = stored;
    return {
      sent: sent.size,
      acknowledged: acknowledged.size,
      stored: stored.size,
      lost: this.expectNone('Acknowledged and not stored', minus(acknowledged, stored)),
      duplicated: this.expectNone(
        'Stored more than once',
        rows.filter(({ times }) => Number(times) > 1).map(({ id, times }) => `${id} ×${times}`),
      ),
      neverSent: this.expectNone('Stored and never sent', minus(stored, sent)),
      // Their clients gave up after a failure, and never heard that the log had taken them.
      takenAfterGivingUp: unconfirmed.length,
      unexplained: this.expectNone('Stored, not acknowledged, and not given up', minus(unconfirmed, givenUp)),
    };
  }

  checkDeadLetters(letters) {
    const ids = letters.map(({ payload }) => JSON.parse(payload).messageId);
    const found = new Set(ids);
    // A retry of a late event is late again: one letter for each record, at least one for each id.
    this.expectNone(
      'Late, acknowledged, and no dead letter',
      minus(this.clients.ids('acknowledged', true), found),
    );
    this.expectNone(
      'Dead letters of nothing that was sent late',
      minus(found, this.clients.ids('sent', true)),
    );
    const places = new Set(letters.map(({ partition, offset }) => `${partition}:${offset}`));
    if (places.size !== letters.length)
      this.fail('Dead letters kept twice', `${letters.length - places.size}`);
    return { deadLetters: found.size };
  }

  async checkRollups() {
    const compare = async (what, rollup, raw) => {
      const [left, right] = [await this.rows(rollup), await this.rows(raw)];
      const other = new Set(right.map((row) => JSON.stringify(row)));
      const differ = left.filter((row) => !other.has(JSON.stringify(row)));
      if (differ.length > 0 || left.length !== right.length)
        this.fail(
          what,
          `${left.length} and ${right.length} rows, ${differ.length} differ ${JSON.stringify(differ[0] ?? '')}`,
        );
    };
    const where = 'WHERE project_id = {project:UInt32}';
    const daily = (table, columns) => peopleNow(columns, membersOf(table, columns, where));
    const raw = (columns, condition = '1') =>
      peopleNow(columns, `SELECT ${columns}, person_id FROM events ${where} AND ${condition}`);
    await compare(
      'People per day, event and platform',
      daily('activity', 'local_date, event, platform'),
      raw('local_date, event, platform'),
    );
    await compare(
      'Active people per day and platform',
      daily('active_people', 'local_date, platform'),
      raw('local_date, platform', "platform != 'server' AND event != '$identify'"),
    );
    await compare(
      'Message ids',
      `SELECT toUInt64(count()) AS ids FROM message_ids`,
      `SELECT toUInt64(count()) AS ids FROM events`,
    );
    await compare(
      'Rows of the live view',
      `SELECT toUInt64(count()) AS n, toUInt64(uniqExact(event_id)) AS ids FROM recent_events ${where}`,
      `SELECT toUInt64(count()) AS n, toUInt64(uniqExact(event_id)) AS ids FROM events ${where} AND import_id = ''`,
    );
  }

  async checkPeople() {
    const [row] = await this.rows(
      `SELECT toUInt32(uniqExact(if(o.into_person_id = 0, e.person_id, o.into_person_id))) AS people
       FROM events AS e LEFT JOIN (SELECT * FROM person_overrides FINAL) AS o
         ON o.project_id = e.project_id AND o.from_person_id = e.person_id
       WHERE e.project_id = {project:UInt32}`,
    );
    const messages = [...this.clients.messages('sent')].filter(({ messageId }) => this.stored.has(messageId));
    const expected = countPeople(messages);
    if (row.people !== expected) this.fail('People', `${row.people} stored, ${expected} by the events`);
  }

  /** The same question by rollup and by raw events, through the API. */
  async checkReports(api, { from, to }) {
    const questions = [
      { kind: 'activeUsers', from, to, interval: 'day' },
      { kind: 'activeUsers', from, to, interval: 'week', breakdown: 'platform' },
      { kind: 'activeUsers', from, to, interval: 'month' },
      { kind: 'retention', from, to, period: 'day', periods: 10, cohort: {}, returning: {}, mode: 'on' },
    ];
    for (const question of questions) {
      const [rollup, events] = await Promise.all(
        ['rollup', 'events'].map((engine) => api.query(this.projectId, { ...question, engine })),
      );
      if (digest(rollup) !== digest(events))
        this.fail('Reports', `${question.kind} ${question.interval ?? ''} differs between rollup and events`);
    }
  }
}

function digest({ rows, cohorts, average }) {
  return createHash('sha256').update(JSON.stringify({ rows, cohorts, average })).digest('hex');
}
