import { CHANNEL_RULES } from '@groundswell/attribution';
import type { AttributionLevel, ChannelCondition, ChannelRule } from '@groundswell/contracts';
import type { SharedNames } from '../project-settings.js';
import type { Bindings } from '../conditions/bound.js';
import { landed } from './landing.js';
import { hashOf, isTagged } from './tags.js';

/** Something of an event that tells what it counts for. */
export interface ArrivalPart {
  name: string;
  /** Of rows of `events`. */
  expression: string;
}

const part = (name: string, expression = name): ArrivalPart => ({ name, expression });
const CLICKS = part('click_names', 'mapKeys(click_ids)');

/** What events have to differ in to count for different keys at the level. */
export function partsOf(
  level: AttributionLevel,
  bindings: Bindings,
  rules: readonly ChannelRule[] = CHANNEL_RULES,
  shared: SharedNames = {},
): ArrivalPart[] {
  const always = [part('tagged', isTagged(bindings)), part('arrived_from')];
  switch (level) {
    case 'channel':
      return [...always, ...partsOfRules(rules), ...landed(rules, bindings)];
    case 'source':
      return [...always, part('utm_source'), CLICKS];
    case 'campaign':
      return [...always, part('utm_campaign'), ...partsOfNetwork(shared.campaign)];
    case 'adGroup':
      return [...always, part('utm_term'), ...partsOfNetwork(shared.adGroup)];
    case 'creative':
      return [...always, part('utm_content'), ...partsOfNetwork(shared.creative)];
  }
}

const partsOfNetwork = (names: readonly string[] = []) =>
  names.length > 0 ? [part('utm_source'), CLICKS] : [];

function partsOfRules(rules: readonly ChannelRule[]): ArrivalPart[] {
  const asked = new Set(rules.flatMap(({ conditions }) => conditions.map(({ field }) => field)));
  const any = (field: ChannelCondition['field'], name: string) => (asked.has(field) ? [part(name)] : []);
  // The source is made of these, and read whether or not a rule asks for it.
  return [
    part('utm_source'),
    CLICKS,
    ...any('utmMedium', 'utm_medium'),
    ...any('utmCampaign', 'utm_campaign'),
  ];
}

/** A number for the parts together. */
export const digestOf = (parts: ArrivalPart[]) =>
  `cityHash64(${parts.map(({ expression }) => hashOf(expression)).join(', ')})`;
