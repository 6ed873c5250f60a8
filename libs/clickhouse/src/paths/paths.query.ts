import type { PathsQuery } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { eventCondition } from '../conditions/event-condition.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { MergedPeople } from '../identity/merged-people.js';
import { addDays } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import { instantMillis, orderOf } from '../sequences/packed-events.js';

/** Rows: step, source, target, users, and how many links their step has (`listed`); step 0: everybody with a path. */
export function pathsFromEvents(
  query: PathsQuery,
  project: ProjectSettings,
  anyMerges: boolean,
  linksPerStep: number,
): Query {
  const bindings = new Bindings();
  const walks = walksOf(query, project, anyMerges, bindings);
  const limit = bindings.bind(linksPerStep, 'UInt32');
  return {
    query: `
      SELECT step, source, target, users, listed FROM (
        SELECT link.1 AS step, link.2 AS source, link.3 AS target, uniqExact(person) AS users,
               count() OVER (PARTITION BY step) AS listed
        FROM (SELECT person, arrayJoin(${linksOf(query, bindings)}) AS link FROM (${walks}))
        GROUP BY step, source, target)
      ORDER BY step, users DESC, source, target LIMIT ${limit} BY step`,
    query_params: bindings.values,
  };
}

/** One bitmap: who took the link, or with null everybody with a path. */
export function pathPeople(
  query: PathsQuery,
  project: ProjectSettings,
  link: { step: number; source: string; target: string } | null,
  anyMerges: boolean,
  bindings: Bindings,
): string {
  const walks = walksOf(query, project, anyMerges, bindings);
  const { step, source, target } = link ?? { step: 0, source: '', target: '' };
  const wanted = `(${bindings.bind(step, 'UInt8')}, ${bindings.bind(source, 'String')}, ${bindings.bind(target, 'String')})`;
  return `SELECT groupBitmapState(person) AS people FROM (${walks}) WHERE has(${linksOf(query, bindings)}, ${wanted})`;
}

/** Links of a walk with their steps, each once, and (0, '', '') for the person. */
function linksOf({ end, depth }: PathsQuery, bindings: Bindings): string {
  const most = bindings.bind(depth, 'UInt8');
  // Read back from an end, walks are laid out so that they arrive together.
  const shift = end === undefined ? '0' : `(${most} - (length(walk) - 1))`;
  const steps = `arrayMap(i -> toUInt8(i + ${shift}), range(1, length(walk)))`;
  return `arrayPushBack(arrayZip(${steps}, arraySlice(walk, 1, length(walk) - 1), arraySlice(walk, 2)), (toUInt8(0), '', ''))`;
}

/** Rows: person and `walk`, the names of their events from the start on or up to the end, depth + 1 at most. */
function walksOf(
  query: PathsQuery,
  project: ProjectSettings,
  anyMerges: boolean,
  bindings: Bindings,
): string {
  const { start, end, depth } = query;
  const length = bindings.bind(depth + 1, 'UInt8');
  const cut =
    end === undefined
      ? `arraySlice(acts, ${start === undefined ? '1' : firstOf(start, bindings)})`
      : `arraySlice(acts, 1, ${firstOf(end, bindings)})`;
  const unbroken = query.pauseMinutes === undefined ? 'part' : withoutPauses(query, bindings);
  const names = `arrayMap(act -> act.2, unbroken)`;
  const walked =
    query.repeats === 'keep'
      ? 'names'
      : `arrayFilter((name, i) -> i = 1 OR name != names[i - 1], names, arrayEnumerate(names))`;
  const side = end === undefined ? `arraySlice(walked, 1, ${length})` : `arraySlice(walked, -${length})`;
  return `
    SELECT person, ${cut} AS part, ${unbroken} AS unbroken, ${names} AS names, ${walked} AS walked, ${side} AS walk
    FROM (${actsOf(query, project, anyMerges, bindings)})`;
}

const firstOf = (name: string, bindings: Bindings) =>
  `arrayFirstIndex(act -> act.2 = ${bindings.bind(name, 'String')}, acts)`;

/** Up to the first long pause after the start, or from the last one before the end. */
function withoutPauses({ end, pauseMinutes = 0 }: PathsQuery, bindings: Bindings): string {
  const millis = bindings.bind(pauseMinutes * 60_000, 'Int64');
  const isPause = `i > 1 AND ${instantMillis('part[i].1')} - ${instantMillis('part[i - 1].1')} > ${millis}`;
  const found = (which: string) => `${which}(i -> ${isPause}, arrayEnumerate(part))`;
  // Where there is none the index is 0.
  if (end !== undefined) return `arraySlice(part, greatest(${found('arrayLastIndex')}, 1))`;
  const first = found('arrayFirstIndex');
  return `if(${first} = 0, part, arraySlice(part, 1, ${first} - 1))`;
}

/** Per person: `acts`, pairs of place in order and name. */
function actsOf(query: PathsQuery, project: ProjectSettings, anyMerges: boolean, bindings: Bindings): string {
  const people = new MergedPeople(anyMerges, project.id, bindings);
  const zone = bindings.bind(project.timeZone, 'String');
  const [from, to] = [query.from, query.to].map((day) => bindings.bind(day, 'Date'));
  const anchor = query.start ?? query.end;
  const selection = { filters: query.filters };
  const active = eventCondition(selection, project, bindings);
  const named = anchor && eventCondition({ ...selection, event: anchor }, project, bindings);
  const having = anchor ? `HAVING countIf(event = ${bindings.bind(anchor, 'String')}) > 0` : '';
  return `
    SELECT person, arraySort(groupArray((place, event))) AS acts
    FROM (
      SELECT ${people.person} AS person, ${orderOf()} AS place, toString(event) AS event
      FROM events ${people.join}
      WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
        AND local_date BETWEEN ${bindings.bind(addDays(query.from, -1), 'Date')} AND ${bindings.bind(addDays(query.to, 1), 'Date')}
        AND toDate(timestamp, ${zone}) BETWEEN ${from} AND ${to}
        AND ${trafficCondition(query.traffic)} AND (${named ? `(${active}) OR (${named})` : active}))
    GROUP BY person ${having}`;
}
