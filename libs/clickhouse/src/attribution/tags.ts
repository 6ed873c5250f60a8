import { SAID_DIRECT } from '@groundswell/attribution';
import type { Bindings } from '../conditions/bound.js';

const UTM = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'];

/** A condition on `events`: UTM values or a click id tell what brought the person. */
export function isTagged(bindings: Bindings): string {
  const said = bindings.bind(SAID_DIRECT, 'Array(String)');
  const some = UTM.map((column) => `${column} != ''`).join(' OR ');
  return `(notEmpty(click_ids) OR ((${some}) AND NOT (lower(utm_source) IN ${said} AND utm_campaign = '')))`;
}

/** One text of a dictionary is hashed once for all rows of a block. */
export const hashOf = (column: string) => `cityHash64(${column})`;

const CLICKS =
  'arraySum(arrayMap((id, value) -> cityHash64(id, value), mapKeys(click_ids), mapValues(click_ids)))';

/** A number for the UTM values and click ids of a tagged event. */
export const TAGS = `cityHash64(${[...UTM.map(hashOf), CLICKS].join(', ')})`;
