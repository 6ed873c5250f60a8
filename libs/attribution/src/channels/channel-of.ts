import type { ChannelCondition, ChannelRule } from '@groundswell/contracts';
import { DIRECT } from '../path.js';
import { type Arrival, isTagged, networkOf, sourceOf } from './arrival.js';
import { matches } from './channel-patterns.js';
import { CHANNEL_RULES, OTHER_CHANNEL, REFERRAL } from './channel-rules.js';
import { hostOf, lowered, pathOf } from './site.js';

/** What rules see of an arrival: texts in small letters. */
export interface SeenByRules {
  source: string;
  utmSource: string;
  utmMedium: string;
  utmCampaign: string;
  network: string;
  clickIds: string[];
  referrerHost: string;
  landingHost: string;
  landingPath: string;
  isDirect: boolean;
}

export interface ChannelDecision {
  channel: string;
  /** Place of the rule from 0; null: none holds. */
  rule: number | null;
}

/** UTM values and click ids that tell nothing (`utm_source=direct`) are not seen. */
export function seenByRules(arrival: Arrival): SeenByRules {
  const tagged = isTagged(arrival);
  const text = (value: string) => (tagged ? lowered(value) : '');
  return {
    source: lowered(tagged ? sourceOf(arrival) : arrival.referrerHost),
    utmSource: text(arrival.utmSource),
    utmMedium: text(arrival.utmMedium),
    utmCampaign: text(arrival.utmCampaign),
    network: networkOf(arrival),
    clickIds: Object.keys(arrival.clickIds),
    referrerHost: arrival.referrerHost,
    landingHost: hostOf(arrival.page ?? ''),
    landingPath: pathOf(arrival.page ?? ''),
    isDirect: !tagged && arrival.referrerHost === '',
  };
}

/** The first rule that holds; of what is direct only those that ask where it landed (docs/definitions.md, "Channel"). */
export function decideChannel(
  seen: SeenByRules,
  rules: readonly ChannelRule[] = CHANNEL_RULES,
): ChannelDecision {
  const at = rules.findIndex((rule) => (!seen.isDirect || asksLanding(rule)) && holds(rule, seen));
  if (at >= 0) return { channel: rules[at]!.channel, rule: at };
  if (seen.isDirect) return { channel: DIRECT, rule: null };
  return { channel: seen.referrerHost === '' ? OTHER_CHANNEL : REFERRAL, rule: null };
}

export const channelOf = (arrival: Arrival, rules?: readonly ChannelRule[]): string =>
  decideChannel(seenByRules(arrival), rules).channel;

/** Whether a rule says where somebody landed, and not only where they did not. */
export function asksLanding({ conditions }: ChannelRule): boolean {
  return conditions.some(
    ({ field, operator }) =>
      (field === 'landingHost' || field === 'landingPath') && (operator === 'is' || operator === 'isNamed'),
  );
}

const holds = ({ conditions }: ChannelRule, seen: SeenByRules) =>
  conditions.every((condition) => holdsFor(condition, seen));

function holdsFor(condition: ChannelCondition, seen: SeenByRules): boolean {
  const { field, operator, values } = condition;
  const isClickId = field === 'clickId';
  switch (operator) {
    case 'isSet':
      return isClickId ? seen.clickIds.length > 0 : seen[field] !== '';
    case 'isNotSet':
      return isClickId ? seen.clickIds.length === 0 : seen[field] === '';
    case 'isNot':
      return isClickId ? !seen.clickIds.some((id) => values.includes(id)) : !matches(condition, seen[field]);
    case 'is':
    case 'isNamed':
      return isClickId ? seen.clickIds.some((id) => values.includes(id)) : matches(condition, seen[field]);
  }
}
