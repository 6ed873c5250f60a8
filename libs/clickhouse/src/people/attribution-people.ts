import type { AttributionQuery, PeopleCell } from '@groundswell/contracts';
import { AT_ONCE, attributionContext, sharesOrNobody } from '../attribution/attribution.query.js';
import { journeys } from '../attribution/journeys.query.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { MergedPeople } from '../identity/merged-people.js';
import { hasLinkClicks } from '../links/has-link-clicks.js';
import type { CellContext, PeopleSet } from './people-set.js';

/** `keys`: what touches say of themselves that counts under the key; absent: the key itself. */
export type AttributionCell = PeopleCell<'attribution'> & { keys?: readonly string[] };

/** Those of whose conversions the key has a share; under Markov those who had a touch of it before one. */
export async function attributionCell(
  { client, project, anyMerges, bindings }: CellContext,
  query: AttributionQuery,
  { key, keys = [key] }: AttributionCell,
): Promise<PeopleSet> {
  checkRange(query);
  const source = chooseSource(query.engine, 'it holds who was there on a day, not what brought them.');
  const anyLinkClicks = await hasLinkClicks(client, project.id);
  const context = {
    ...attributionContext(query, project, { anyMerges, anyLinkClicks }),
    ...{ bindings, people: new MergedPeople(anyMerges, project.id, bindings) },
  };
  const model = query.model === 'markov' ? 'linear' : query.model;
  const wanted = bindings.bind([...keys], 'Array(String)');
  return {
    source,
    people: `
      SELECT groupBitmapState(person) AS people
      FROM (SELECT person, ${sharesOrNobody(context, model)} AS shares FROM (${journeys(context, { nulls: false })}))
      WHERE arrayExists(share -> has(${wanted}, share.1) AND share.2 > 0, shares)
      ${AT_ONCE}`,
  };
}
