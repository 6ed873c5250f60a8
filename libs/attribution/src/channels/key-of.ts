import type { AttributionLevel, ChannelRule } from '@groundswell/contracts';
import { DIRECT, NONE } from '../path.js';
import { type Arrival, isTagged, sourceOf } from './arrival.js';
import { channelOf } from './channel-of.js';

/**
 * What a touch counts for (docs/definitions.md, "Touch").
 * @param rules of channels; those of the product where it is left out
 */
export function keyOf(arrival: Arrival, level: AttributionLevel, rules?: readonly ChannelRule[]): string {
  if (level === 'channel') return channelOf(arrival, rules);
  if (!isTagged(arrival)) return untaggedKey(arrival, level);
  switch (level) {
    case 'source':
      return sourceOf(arrival) || NONE;
    case 'campaign':
      return arrival.utmCampaign || NONE;
    case 'adGroup':
      return arrival.utmTerm || NONE;
    case 'creative':
      return arrival.utmContent || NONE;
  }
}

function untaggedKey({ referrerHost }: Arrival, level: AttributionLevel): string {
  if (referrerHost === '') return DIRECT;
  return level === 'source' ? referrerHost : NONE;
}
