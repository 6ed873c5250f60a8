import { PERSON_PREFIX } from '@groundswell/contracts';
import { NONE } from '../conditions/values.js';
import type { Query } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { EVENT_ORDER } from '../events/event-order.js';
import { countedPersons, ofPersons } from '../persons/property-people.js';
import { enteredPeople } from '../metric/entries.query.js';
import type { AnalysisContext } from './analysis.js';

/** What SDKs say that somebody saw a variation with. */
export const EXPOSURE_EVENTS = ['Experiment Viewed', '$feature_flag_called'];
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

/** Above the place of every variation. */
const NO_ARM = 32_767;

const texts = (fields: string[]) => `[${fields.map((field) => textOf(`properties.${field}`)).join(', ')}]`;

/**
 * Rows: person, arm (0: the control; −1: no known variation, −2: several), at (ms of the first exposure), day (local, of
 * that), s0, s1, … (slices) and cluster, of everybody who was exposed (docs/definitions.md, "Exposure").
 */
export function exposedPeople(context: AnalysisContext): string {
  if (context.entries) return enteredPeople(context, context.entries);
  const { project, people, bindings } = context;
  const at = `toUnixTimestamp64Milli(timestamp)`;
  const zone = bindings.bind(project.timeZone, 'String');
  const cuts = cutsOf(context);
  const said = cuts.filter(({ isOfPerson }) => !isOfPerson);
  const columns = said.map(({ name, text }) => `, ${text} AS ${name}`).join('');
  // What names no variation of the experiment is no beginning, but of those who saw nothing else.
  const first = said.map(({ name }) => `, argMinIf(${name}, place, arm >= 0) AS ${name}`).join('');
  return `
    SELECT seen.person AS person, multiIf(last_arm < 0, toInt16(-1), first_arm = last_arm, last_arm, toInt16(-2)) AS arm, min_at AS at,
           toDate(fromUnixTimestamp64Milli(min_at, 'UTC'), ${zone}) AS day${cuts.map(cutOfPerson).join('')}
    FROM (
      SELECT person, min(if(arm < 0, toInt16(${NO_ARM}), arm)) AS first_arm, max(arm) AS last_arm,
             if(max(arm) < 0, min(at), minIf(at, arm >= 0)) AS min_at${first}
      FROM (
        SELECT ${people.person} AS person, ${at} AS at, ${EVENT_ORDER} AS place, ${armOf(context)} AS arm${columns}
        FROM events ${people.join}
        WHERE ${isExposure(context)}
      )
      GROUP BY person
    ) AS seen${knownOf(context, cuts)}`;
}

/** Numbers of those who were exposed, some of them more than once. */
export const exposedNumbers = (context: AnalysisContext): string =>
  `SELECT ${context.people.person} FROM events ${context.people.join} WHERE ${isExposure(context)}`;

/** Of the people who are looked at, as a condition on events. */
function isExposure(context: AnalysisContext): string {
  const { analysis, project, bindings } = context;
  const at = `toUnixTimestamp64Milli(timestamp)`;
  const [start, end] = [analysis.start, analysis.end].map((time) => bindings.bind(time.getTime(), 'Int64'));
  return `project_id = ${bindings.bind(project.id, 'UInt32')}
    AND event IN ${bindings.bind(EXPOSURE_EVENTS, 'Array(String)')} AND traffic = 'human'
    AND (import_id != '' OR ${at} >= ${start}) AND ${at} < ${end}
    AND has(${texts(EXPERIMENT_FIELDS)}, ${bindings.bind(analysis.key, 'String')}) ${peopleRange(context)}`;
}

/** What people are cut by: something that their exposure says, or that is known of them. */
interface Cut {
  name: string;
  /** Never null where it is of the exposure. */
  text: string;
  isOfPerson: boolean;
  /** Whoever has no value. */
  none: string;
}

const cutOfPerson = ({ name, isOfPerson, none }: Cut) =>
  isOfPerson ? `, ifNull(known.${name}, ${none}) AS ${name}` : `, ${name}`;

/** Join with what is known of people, where anything of it is asked. */
function knownOf({ project, bindings }: AnalysisContext, cuts: Cut[]): string {
  const asked = cuts.filter(({ isOfPerson }) => isOfPerson);
  if (asked.length === 0) return '';
  const columns = asked.map(({ name, text }) => `, ${text} AS ${name}`).join('');
  return ` LEFT ANY JOIN (SELECT person_id${columns} FROM ${countedPersons(project.id, bindings)}) AS known
      ON seen.person = known.person_id`;
}

function cutsOf({ analysis, bindings }: AnalysisContext): Cut[] {
  const none = bindings.bind(NONE, 'String');
  const cuts = analysis.slices.map((property, index) => cutBy(property, `s${index}`, none));
  if (analysis.clusterBy === null) return cuts;
  // Who is of no cluster is one of their own.
  return [...cuts, cutBy(analysis.clusterBy, 'cluster', `concat('person ', toString(person))`)];
}

function cutBy(property: string, name: string, none: string): Cut {
  if (property.startsWith(PERSON_PREFIX)) {
    return { name, text: textOf(ofPersons(property)), isOfPerson: true, none };
  }
  return { name, text: `ifNull(${textOf(property)}, ${none})`, isOfPerson: false, none };
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
