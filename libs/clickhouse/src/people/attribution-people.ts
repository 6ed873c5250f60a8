import type {
  AttributionModel,
  AttributionQuery,
  CampaignPerformanceQuery,
  PeopleCell,
} from '@groundswell/contracts';
import { AT_ONCE, attributionContext, keyOrNobody, sharesOf } from '../attribution/attribution.query.js';
import type { AttributionContext } from '../attribution/context.js';
import { journeys } from '../attribution/journeys.query.js';
import { performanceContext } from '../attribution/performance.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { MergedPeople } from '../identity/merged-people.js';
import { hasLinkClicks } from '../links/has-link-clicks.js';
import type { CellContext, PeopleSet } from './people-set.js';

/** `keys`: what touches say of themselves that counts under the key; absent: the key itself. */
export type AttributionCell = PeopleCell<'attribution'> & { keys?: readonly string[] };

/** Those of whose conversions the key has a share; under Markov those who had a touch of it before one. */
export async function attributionCell(
  cell: CellContext,
  query: AttributionQuery,
  { key, keys = [key] }: AttributionCell,
): Promise<PeopleSet> {
  const own = await shared(cell, query);
  const context = { ...attributionContext(query, cell.project, own), ...own };
  return shareholders(context, query.model === 'markov' ? 'linear' : query.model, keys, own.source);
}

/** Those who signed up, of whom the key has a share. */
export async function performanceCell(
  cell: CellContext,
  query: CampaignPerformanceQuery,
  { key, keys = [key] }: AttributionCell,
): Promise<PeopleSet> {
  const own = await shared(cell, query);
  const context = performanceContext(query, cell.project, own, own);
  return shareholders(context, query.model, keys, own.source);
}

/** What the SQL of a cell has in common with that around it. */
async function shared(
  { client, project, anyMerges, bindings }: CellContext,
  query: AttributionQuery | CampaignPerformanceQuery,
) {
  checkRange(query);
  const source = chooseSource(query.engine, 'it holds who was there on a day, not what brought them.');
  const anyLinkClicks = await hasLinkClicks(client, project.id);
  const people = new MergedPeople(anyMerges, project.id, bindings);
  return { source, anyMerges, anyLinkClicks, bindings, people };
}

function shareholders(
  context: AttributionContext,
  model: Exclude<AttributionModel, 'markov'>,
  keys: readonly string[],
  source: PeopleSet['source'],
): PeopleSet {
  const wanted = context.bindings.bind([...keys], 'Array(String)');
  return {
    source,
    people: `
      SELECT groupBitmapState(person) AS people
      FROM (SELECT person, ${sharesOf(context, model)} AS shares FROM (${journeys(context, { nulls: false })}))
      WHERE arrayExists(share -> share.2 > 0 AND has(${wanted}, ${keyOrNobody('share.1', context)}), shares)
      ${AT_ONCE}`,
  };
}
