import {
  CHANNEL_RULES,
  CLICK_ID_NETWORKS,
  DIRECT,
  HOST,
  NONE,
  OTHER_CHANNEL,
  PATH,
  REFERRAL,
  SAID_DIRECT,
  SITE,
  asksLanding,
  patternOf,
} from '@groundswell/attribution';
import type { AttributionLevel, ChannelCondition, ChannelRule } from '@groundswell/contracts';
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

/** Address of the page; ''. */
const PAGE = `ifNull(${textOf('properties.url')}, ifNull(${textOf('properties.$current_url')}, ''))`;

/**
 * Host of the referrer where that is another site than the page; ''. Addresses are cut behind their host, which is in front of
 * the third slash if it is anywhere, and put into dictionaries: so each host of a block is looked at once.
 */
export function referrerHost(bindings: Bindings): string {
  const [hosts, sites] = [bindings.bind(HOST, 'String'), bindings.bind(SITE, 'String')];
  const hostOf = (address: string) =>
    `extract(lower(toLowCardinality(substringIndex(${address}, '/', 3))), ${hosts})`;
  const host = hostOf('referrer');
  const site = `extract(${host}, ${sites})`;
  // Pages are many: only those that came from somewhere are read.
  const page = `extract(${hostOf(`if(referrer = '', '', ${PAGE})`)}, ${sites})`;
  return `if(${site} != '' AND ${site} = ${page}, '', ${host})`;
}

/**
 * What an arrival counts for, as `keyOf` of libs/attribution says it; `keyTexts` makes it readable. Of rows with the columns of `events`, `tagged` and
 * `host`.
 */
export function keyExpression(
  level: AttributionLevel,
  bindings: Bindings,
  rules: readonly ChannelRule[] | undefined,
): string {
  const bound = (text: string) => bindings.bind(text, 'String');
  const direct = bound(DIRECT);
  const none = bound(NONE);
  const column = (name: string) => `if(${name} != '', toString(${name}), ${none})`;
  const untagged = (otherwise: string) => `if(host = '', ${direct}, ${otherwise})`;
  switch (level) {
    case 'channel':
      return channelCode(bindings, rules ?? CHANNEL_RULES);
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
const channelsOf = (rules: readonly ChannelRule[]) => [
  ...new Set([DIRECT, ...rules.map(({ channel }) => channel), OTHER_CHANNEL, REFERRAL]),
];

/**
 * The channel as a number, as columns of numbers are gathered twice as fast as texts. Of rows with `ruled_…` columns in
 * dictionaries, so that an expression is matched once with each value.
 */
function channelCode(bindings: Bindings, rules: readonly ChannelRule[]): string {
  const channels = channelsOf(rules);
  const code = (channel: string) => `toUInt8(${channels.indexOf(channel) + 1})`;
  const isDirect = `NOT tagged AND host = ''`;
  const casesOf = (some: readonly ChannelRule[]) =>
    some.flatMap(({ channel, conditions }) => [
      conditions.map((condition) => conditionExpression(condition, bindings)).join(' AND '),
      code(channel),
    ]);
  const otherwise = [`host = ''`, code(OTHER_CHANNEL), code(REFERRAL)];
  const direct = [...casesOf(rules.filter(asksLanding)), code(DIRECT)];
  return `if(${isDirect}, ${firstOf(direct)}, ${firstOf([...casesOf(rules), ...otherwise])})`;
}

const firstOf = (cases: string[]) => (cases.length === 1 ? cases[0]! : `multiIf(${cases.join(', ')})`);

/** What stands in the place of a key where there is none. */
export const noKey = (level: AttributionLevel) => (level === 'channel' ? 'toUInt8(0)' : `''`);

/** An array of keys as texts. */
export function keyTexts(
  keys: string,
  level: AttributionLevel,
  bindings: Bindings,
  rules: readonly ChannelRule[] | undefined,
): string {
  if (level !== 'channel') return keys;
  const channels = bindings.bind(channelsOf(rules ?? CHANNEL_RULES), 'Array(String)');
  return `arrayMap(code -> ${channels}[code], ${keys})`;
}

type Field = ChannelCondition['field'];

/** What a field is read from, of rows with `tagged`, `source`, `network`, `host` and the columns of `channelColumns`. */
const RULED: Record<Field, string> = {
  source: 'lower(source)',
  utmSource: `if(tagged, lower(utm_source), '')`,
  utmMedium: `if(tagged, lower(utm_medium), '')`,
  utmCampaign: `if(tagged, lower(utm_campaign), '')`,
  network: 'network',
  clickId: 'click_names',
  referrerHost: 'host',
  landingHost: 'landing_host',
  landingPath: 'landing_path',
};
const asked = (rules: readonly ChannelRule[] | undefined) =>
  new Set((rules ?? CHANNEL_RULES).flatMap(({ conditions }) => conditions.map(({ field }) => field)));
const ruledName = (field: Field) => `ruled_${field}`;

/** Columns that rules ask for, of rows of `events`. */
export function channelColumns(bindings: Bindings, rules: readonly ChannelRule[] | undefined): string[] {
  const fields = asked(rules);
  const page = (expression: string) => `extract(lower(${PAGE}), ${bindings.bind(expression, 'String')})`;
  return [
    ...(fields.has('clickId') ? ['mapKeys(click_ids) AS click_names'] : []),
    ...(fields.has('landingHost') ? [`${page(HOST)} AS landing_host`] : []),
    ...(fields.has('landingPath') ? [`${page(PATH)} AS landing_path`] : []),
  ];
}

/** `ruled_…` columns of the rows that hold these. */
export function ruledColumns(rules: readonly ChannelRule[] | undefined): string[] {
  return [...asked(rules)].map((field) => {
    const text = RULED[field];
    return `${field === 'clickId' ? text : `toLowCardinality(toString(${text}))`} AS ${ruledName(field)}`;
  });
}

function conditionExpression(condition: ChannelCondition, bindings: Bindings): string {
  const { field, operator, values } = condition;
  const column = ruledName(field);
  const none = field === 'clickId' ? `empty(${column})` : `${column} = ''`;
  const found = () =>
    field === 'clickId'
      ? `hasAny(${column}, ${bindings.bind(values, 'Array(String)')})`
      : `match(${column}, ${bindings.bind(patternOf(condition), 'String')})`;
  switch (operator) {
    case 'isSet':
      return `NOT (${none})`;
    case 'isNotSet':
      return `(${none})`;
    case 'isNot':
      return `NOT ${found()}`;
    case 'is':
    case 'isNamed':
      return found();
  }
}
