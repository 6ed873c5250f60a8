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

/** Host of the referrer where that is another site than the page; ''. The expression sees each referrer of a block once. */
export function referrerHost(bindings: Bindings): string {
  const page = `ifNull(${textOf('properties.url')}, ifNull(${textOf('properties.$current_url')}, ''))`;
  const referrer = 'lower(toLowCardinality(referrer))';
  const site = (url: string) => `cutToFirstSignificantSubdomain(${url})`;
  const host = `extract(${referrer}, ${bindings.bind(HOST, 'String')})`;
  return `if(referrer != '' AND ${site(referrer)} = ${site(`lower(${page})`)}, '', toString(${host}))`;
}

/**
 * What an arrival counts for, as `keyOf` of libs/attribution says it; `keyTexts` makes it readable. Of rows with the columns of `events`, `tagged` and
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
      return channelCode(bindings);
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

/** What `channelCode` counts from 1. */
const CHANNELS = [
  ...new Set([DIRECT, ...CHANNEL_RULES.map(({ channel }) => channel), OTHER_CHANNEL, REFERRAL]),
];

/**
 * The channel as a number, as columns of numbers are gathered twice as fast as texts. Of rows with `ruled_…` columns in
 * dictionaries, so that an expression is matched once with each value.
 */
function channelCode(bindings: Bindings): string {
  const code = (channel: string) => `toUInt8(${CHANNELS.indexOf(channel) + 1})`;
  const cases = CHANNEL_RULES.map((rule) => `${ruleCondition(rule, bindings)}, ${code(rule.channel)}`);
  const direct = `NOT tagged AND host = '', ${code(DIRECT)}`;
  return `multiIf(${direct}, ${cases.join(', ')}, host = '', ${code(OTHER_CHANNEL)}, ${code(REFERRAL)})`;
}

/** What stands in the place of a key where there is none. */
export const noKey = (level: AttributionLevel) => (level === 'channel' ? 'toUInt8(0)' : `''`);

/** An array of keys as texts. */
export function keyTexts(keys: string, level: AttributionLevel, bindings: Bindings): string {
  if (level !== 'channel') return keys;
  return `arrayMap(code -> ${bindings.bind(CHANNELS, 'Array(String)')}[code], ${keys})`;
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
