import type { FunnelQuery, PeopleCell } from '@groundswell/contracts';
import { MOST_VALUES, OTHER } from '../conditions/values.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { peopleInFunnel } from '../funnel/funnel.query.js';
import { type CellContext, type PeopleSet, noSuchCell } from './people-set.js';

export function funnelCell(
  { project, anyMerges, bindings }: CellContext,
  query: FunnelQuery,
  { step, outcome, breakdown, bucket }: PeopleCell<'funnel'>,
): PeopleSet {
  checkRange(query);
  const source = chooseSource(query.engine, 'it holds days, not what came first within them.');
  if (step >= query.steps.length) noSuchCell('step', step);
  if (breakdown !== null && !query.breakdown) noSuchCell('breakdown', breakdown);
  if (bucket !== undefined && !query.trend) noSuchCell('bucket', bucket);
  const people = peopleInFunnel(query, project, anyMerges, bindings);
  const reached = outcome === 'converted' ? `length(since) > ${step}` : `length(since) = ${step}`;
  const conditions = [
    reached,
    ...(bucket === undefined ? [] : [`toString(bucket) = ${bindings.bind(bucket, 'String')}`]),
    ...(breakdown === null ? [] : [ofValue(people, bindings.bind(breakdown, 'String'), breakdown)]),
  ];
  const found = `SELECT groupBitmapState(person) AS people FROM (${people}) WHERE ${conditions.join(' AND ')}`;
  return { source, people: found };
}

/** What is beyond the listed values is the rest's, as the answer has it. */
function ofValue(people: string, bound: string, value: string): string {
  const top = `SELECT value FROM (${people}) GROUP BY value ORDER BY count() DESC, value LIMIT ${MOST_VALUES}`;
  const listed = `value = ${bound}`;
  return value === OTHER ? `(${listed} OR value NOT IN (${top}))` : listed;
}
