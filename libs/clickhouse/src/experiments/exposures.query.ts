import { NONE } from '../bucketed/bucketed.query.js';
import type { Query } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { EVENT_ORDER } from '../events/event-order.js';
import type { AnalysisContext } from './analysis.js';

/** What SDKs say that somebody saw a variation with. */
const EXPOSURE_EVENTS = ['Experiment Viewed', '$feature_flag_called'];
/** Where they name the experiment, and the variation: by key, by place or by name. */
const EXPERIMENT_FIELDS = [
  'experiment_id',
  'experimentId',
  'experiment_key',
  'experiment_name',
  'experimentName',
  '$feature_flag',
];
const VARIATION_FIELDS = [
  'variation_id',
  'variationId',
  'variation_key',
  'variation_name',
  'variationName',
  '$feature_flag_response',
];

const texts = (fields: string[]) => `[${fields.map((field) => textOf(`properties.${field}`)).join(', ')}]`;

/**
 * Rows: person, arm (0: the control; −1: no known variation, −2: several), at (ms of the first exposure), day (local, of
 * that), s0, s1, … (slices) and cluster, of everybody who was exposed (docs/definitions.md, "Exposure").
 */
export function exposedPeople(context: AnalysisContext): string {
  const { analysis, project, people, bindings } = context;
  const at = `toUnixTimestamp64Milli(timestamp)`;
  const zone = bindings.bind(project.timeZone, 'String');
  const cuts = cutsOf(context);
  const columns = cuts.map(({ name, text }) => `, ${text} AS ${name}`).join('');
  const first = cuts.map(({ name }) => `, argMin(${name}, place) AS ${name}`).join('');
  const [start, end] = [analysis.start, analysis.end].map((time) => bindings.bind(time.getTime(), 'Int64'));
  const key = bindings.bind(analysis.key, 'String');
  return `
    SELECT person, multiIf(length(arms) = 1, arms[1], empty(arms), toInt16(-1), toInt16(-2)) AS arm, min_at AS at,
           toDate(fromUnixTimestamp64Milli(min_at, 'UTC'), ${zone}) AS day${cuts.map(({ name }) => `, ${name}`).join('')}
    FROM (
      SELECT person, groupUniqArrayIf(arm, arm >= 0) AS arms, min(at) AS min_at${first}
      FROM (
        SELECT ${people.person} AS person, ${at} AS at, ${EVENT_ORDER} AS place, ${armOf(context)} AS arm${columns}
        FROM events ${people.join}
        WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
          AND event IN ${bindings.bind(EXPOSURE_EVENTS, 'Array(String)')} AND traffic = 'human'
          AND (import_id != '' OR ${at} >= ${start}) AND ${at} < ${end} AND has(${texts(EXPERIMENT_FIELDS)}, ${key})
          ${peopleRange(context)}
      )
      GROUP BY person
    )`;
}

function cutsOf({ analysis, bindings }: AnalysisContext): { name: string; text: string }[] {
  const none = bindings.bind(NONE, 'String');
  const cuts = analysis.slices.map((property, index) => ({
    name: `s${index}`,
    text: `ifNull(${textOf(property)}, ${none})`,
  }));
  if (analysis.clusterBy === null) return cuts;
  // Who is of no cluster is one of their own.
  const own = `concat('person ', toString(person))`;
  return [...cuts, { name: 'cluster', text: `ifNull(${textOf(analysis.clusterBy)}, ${own})` }];
}

/** Place of the variation: what is a key is no place, whatever it looks like. */
function armOf({ analysis: { variations }, bindings }: AnalysisContext): string {
  const places = new Map<string, number>();
  variations.forEach(({ name }, index) => places.set(name, index));
  variations.forEach((_, index) => places.set(String(index), index));
  variations.forEach(({ key }, index) => places.set(key, index));
  const from = bindings.bind([...places.keys()], 'Array(String)');
  const to = bindings.bind([...places.values()], 'Array(Int16)');
  const found = `arrayMap(said -> transform(ifNull(said, ''), ${from}, ${to}, toInt16(-1)), ${texts(VARIATION_FIELDS)})`;
  return `arrayPushBack(arrayFilter(place -> place >= 0, ${found}), toInt16(-1))[1]`;
}

/** Those of a range, as a condition on events: numbers lie together in the table, so that the others are hardly read. */
export function peopleRange({ range, people, bindings }: AnalysisContext): string {
  if (!range) return '';
  const [first, last] = range.map((person) => bindings.bind(person, 'UInt32'));
  return `AND ${people.person} BETWEEN ${first} AND ${last}`;
}

/** Rows: arm, day, people, and the first and last of them by number. */
export function exposureCounts(context: AnalysisContext): Query {
  return {
    query: `SELECT arm, toString(day) AS day, count() AS people,
        min(person) AS first, max(person) AS last FROM (${exposedPeople(context)})
      GROUP BY arm, day ORDER BY day, arm`,
    query_params: context.bindings.values,
  };
}
