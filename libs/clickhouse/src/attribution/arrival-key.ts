import {
  CHANNEL_RULES,
  CLICK_ID_NETWORKS,
  type ChannelRule,
  DIRECT,
  HOST,
  NONE,
  OTHER_CHANNEL,
  REFERRAL,
  SAID_DIRECT,
} from '@groundswell/attribution';
import type { AttributionLevel } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';

const UTM = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'];

/** A condition on `events`: UTM values or a click id tell what brought the person. */
export function isTagged(bindings: Bindings): string {
  const said = bindings.bind(SAID_DIRECT, 'Array(String)');
  const some = UTM.map((column) => `${column} != ''`).join(' OR ');
  return `(notEmpty(click_ids) OR ((${some}) AND NOT (lower(utm_source) IN ${said} AND utm_campaign = '')))`;
}

/** A number for the UTM values and click ids of a tagged event. */
export const TAGS = `cityHash64(${[...UTM, 'mapSort(click_ids)'].join(', ')})`;

/** Host of the referrer where that is another site than the page; ''. Each dictionary is looked at once. */
export function referrerHost(bindings: Bindings): string {
  const host = (url: string) => `extract(lower(${url}), ${bindings.bind(HOST, 'String')})`;
  const page = `ifNull(${textOf('properties.url')}, ifNull(${textOf('properties.$current_url')}, ''))`;
  const site = (name: string) => `cutToFirstSignificantSubdomain(concat('http://', ${name}))`;
  const referrer = host('toLowCardinality(referrer)');
  const own = `referrer != '' AND ${site(referrer)} = ${site(host(page))}`;
  return `if(${own}, '', toString(${referrer}))`;
}

/**
 * What an arrival counts for, as `keyOf` of libs/attribution says it, of rows with the columns of `events`, `tagged` and
 * `host`.
 */
export function keyExpression(level: AttributionLevel, bindings: Bindings): string {
  const bound = (text: string) => bindings.bind(text, 'String');
  const direct = bound(DIRECT);
  const none = bound(NONE);
  const column = (name: string) => `if(${name} != '', toString(${name}), ${none})`;
  const untagged = (otherwise: string) => `if(host = '', ${direct}, ${otherwise})`;
  switch (level) {
    case 'channel':
      return `if(NOT tagged AND host = '', ${direct}, ${channelExpression(bindings)})`;
    case 'source':
      return `if(tagged, if(source != '', source, ${none}), ${untagged('host')})`;
    case 'campaign':
      return `if(tagged, ${column('utm_campaign')}, ${untagged(none)})`;
    case 'adGroup':
      return `if(tagged, ${column('utm_term')}, ${untagged(none)})`;
    case 'creative':
      return `if(tagged, ${column('utm_content')}, ${untagged(none)})`;
  }
}

/** The network of the first known click id; ''. */
export function networkExpression(bindings: Bindings): string {
  const cases = CLICK_ID_NETWORKS.map(
    ([clickId, network]) =>
      `mapContains(click_ids, ${bindings.bind(clickId, 'String')}), ${bindings.bind(network, 'String')}`,
  );
  return `if(empty(click_ids), '', multiIf(${cases.join(', ')}, ''))`;
}

/** Of rows with `medium` and `source` in dictionaries, so that an expression is matched once with each value. */
function channelExpression(bindings: Bindings): string {
  const cases = CHANNEL_RULES.map(
    (rule) => `${ruleCondition(rule, bindings)}, ${bindings.bind(rule.channel, 'String')}`,
  );
  const otherwise = [OTHER_CHANNEL, REFERRAL].map((channel) => bindings.bind(channel, 'String'));
  return `multiIf(${cases.join(', ')}, host = '', ${otherwise.join(', ')})`;
}

function ruleCondition({ medium, source, network }: ChannelRule, bindings: Bindings): string {
  const matches = (column: string, expression: string | undefined) =>
    expression === undefined ? [] : [`match(${column}, ${bindings.bind(expression, 'String')})`];
  return [
    ...matches('ruled_medium', medium),
    ...matches('ruled_source', source),
    ...matches('ruled_network', network),
  ].join(' AND ');
}
