import {
  CHANNEL_RULES,
  CLICK_ID_NETWORKS,
  DIRECT,
  NETWORK_MARK,
  NETWORK_SOURCES,
  NONE,
  OTHER_CHANNEL,
  OWN_LINK,
  REFERRAL,
  asksLanding,
} from '@groundswell/attribution';
import type { AttributionLevel, ChannelCondition, ChannelRule } from '@groundswell/contracts';
import type { SharedNames } from '../project-settings.js';
import type { Bindings } from '../conditions/bound.js';
import { conditionExpression } from './channel-condition.js';
import { isOfLanding, landedName } from './landing.js';

/**
 * Rows (arrival, key): what arrivals count for, as `keyOf` of libs/attribution says it. Of rows with `arrival` and the columns of
 * `partsOf`.
 */
export function keysOfArrivals(
  parts: string,
  level: AttributionLevel,
  bindings: Bindings,
  rules: readonly ChannelRule[] = CHANNEL_RULES,
  shared: SharedNames = {},
): string {
  return `
    SELECT arrival, ${keyExpression(level, bindings, rules, shared)} AS key
    FROM (
      SELECT *, ${sourceExpression(level)} AS source
      FROM (SELECT *, arrived_from AS host, ${asksSource(level) ? networkExpression(bindings) : `''`} AS network FROM (${parts}))
    )`;
}

const asksSource = (level: AttributionLevel) => level === 'channel' || level === 'source';

/** The network of the first known click id; ''. */
function networkExpression(bindings: Bindings): string {
  const cases = CLICK_ID_NETWORKS.map(
    ([clickId, network]) =>
      `has(click_names, ${bindings.bind(clickId, 'String')}), ${bindings.bind(network, 'String')}`,
  );
  return `multiIf(${cases.join(', ')}, '')`;
}

/** The network that a touch tells, as `toldNetwork` of libs/attribution says it. */
function toldExpression(bindings: Bindings): string {
  const clicked = networkExpression(bindings);
  const cases = NETWORK_SOURCES.map(
    ([network, sources]) =>
      `lower(utm_source) IN ${bindings.bind([...sources], 'Array(String)')}, ${bindings.bind(network, 'String')}`,
  );
  return `if(${clicked} NOT IN ('', ${bindings.bind(OWN_LINK, 'String')}), ${clicked}, multiIf(${cases.join(', ')}, ''))`;
}

const sourceExpression = (level: AttributionLevel) =>
  asksSource(level) ? `if(tagged AND utm_source != '', utm_source, if(network != '', network, host))` : `''`;

function keyExpression(
  level: AttributionLevel,
  bindings: Bindings,
  rules: readonly ChannelRule[],
  shared: SharedNames,
): string {
  const bound = (text: string) => bindings.bind(text, 'String');
  const direct = bound(DIRECT);
  const none = bound(NONE);
  const column = (name: string) => `if(${name} != '', ${name}, ${none})`;
  const named = (name: string, names: readonly string[] = []) => {
    if (names.length === 0) return column(name);
    const told = toldExpression(bindings);
    const isShared = `${name} IN ${bindings.bind([...names], 'Array(String)')} AND ${told} != ''`;
    return `if(${isShared}, concat(${name}, ${bound(NETWORK_MARK)}, ${told}), ${column(name)})`;
  };
  const untagged = (otherwise: string) => `if(host = '', ${direct}, ${otherwise})`;
  switch (level) {
    case 'channel':
      return channelExpression(bindings, rules);
    case 'source':
      return `if(tagged, ${column('source')}, ${untagged('host')})`;
    case 'campaign':
      return `if(tagged, ${named('utm_campaign', shared.campaign)}, ${untagged(none)})`;
    case 'adGroup':
      return `if(tagged, ${named('utm_term', shared.adGroup)}, ${untagged(none)})`;
    case 'creative':
      return `if(tagged, ${named('utm_content', shared.creative)}, ${untagged(none)})`;
  }
}

function channelExpression(bindings: Bindings, rules: readonly ChannelRule[]): string {
  const bound = (text: string) => bindings.bind(text, 'String');
  const casesOf = (some: readonly ChannelRule[]) =>
    some.flatMap(({ channel, conditions }) => [
      conditions.map((condition) => holds(condition, rules, bindings)).join(' AND '),
      bound(channel),
    ]);
  const otherwise = [`host = ''`, bound(OTHER_CHANNEL), bound(REFERRAL)];
  const direct = [...casesOf(rules.filter(asksLanding)), bound(DIRECT)];
  return `if(NOT tagged AND host = '', ${firstOf(direct)}, ${firstOf([...casesOf(rules), ...otherwise])})`;
}

const firstOf = (cases: string[]) => (cases.length === 1 ? cases[0]! : `multiIf(${cases.join(', ')})`);

/** What the other fields are read from. */
const FIELDS: Record<Exclude<ChannelCondition['field'], 'landingHost' | 'landingPath'>, string> = {
  source: 'lower(source)',
  utmSource: `if(tagged, lower(utm_source), '')`,
  utmMedium: `if(tagged, lower(utm_medium), '')`,
  utmCampaign: `if(tagged, lower(utm_campaign), '')`,
  network: 'network',
  clickId: 'click_names',
  referrerHost: 'host',
};

function holds(condition: ChannelCondition, rules: readonly ChannelRule[], bindings: Bindings): string {
  const { field } = condition;
  return isOfLanding(field)
    ? landedName(condition, rules)
    : conditionExpression(condition, FIELDS[field], bindings);
}
