import { HOST, PATH } from '@groundswell/attribution';
import type { ChannelCondition, ChannelRule } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { conditionExpression } from './channel-condition.js';

type LandingField = 'landingHost' | 'landingPath';

/** Address of the page; ''. */
const PAGE = `ifNull(${textOf('properties.url')}, ifNull(${textOf('properties.$current_url')}, ''))`;

export const isOfLanding = (field: ChannelCondition['field']): field is LandingField =>
  field === 'landingHost' || field === 'landingPath';

const conditionsOf = (rules: readonly ChannelRule[]) =>
  rules.flatMap(({ conditions }) => conditions).filter(({ field }) => isOfLanding(field));

/** Column that says whether a condition on where somebody landed holds. */
export const landedName = (condition: ChannelCondition, rules: readonly ChannelRule[]) =>
  `landed_${conditionsOf(rules).indexOf(condition)}`;

/**
 * Whether the conditions on where somebody landed hold, of rows of `events`: pages are so many that what rules say of them is
 * kept, and not the pages. They go through dictionaries, so that an expression is matched once with each of a block.
 */
export function landed(
  rules: readonly ChannelRule[],
  bindings: Bindings,
): { name: string; expression: string }[] {
  const part = (expression: string) =>
    `toLowCardinality(extract(lower(${PAGE}), ${bindings.bind(expression, 'String')}))`;
  const parts = { landingHost: part(HOST), landingPath: part(PATH) };
  return conditionsOf(rules).map((condition) => ({
    name: landedName(condition, rules),
    expression: `toUInt8(${conditionExpression(condition, parts[condition.field as LandingField], bindings)})`,
  }));
}
