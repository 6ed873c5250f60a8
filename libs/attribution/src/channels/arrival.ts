import type { AttributionLevel } from '@groundswell/contracts';
import { DIRECT, NONE } from '../path.js';
import {
  CHANNEL_RULES,
  CLICK_ID_NETWORKS,
  HOST,
  OTHER_CHANNEL,
  REFERRAL,
  SAID_DIRECT,
} from './channel-rules.js';

/** What an event tells of what brought its person; '' for what it does not. */
export interface Arrival {
  utmSource: string;
  utmMedium: string;
  utmCampaign: string;
  utmContent: string;
  utmTerm: string;
  clickIds: Readonly<Record<string, string>>;
  /** Host of a referrer that is another site's. */
  referrerHost: string;
}

/** '' where there is none. */
export function hostOf(url: string): string {
  return new RegExp(HOST).exec(url.toLowerCase())?.[1] ?? '';
}

/** Whether UTM values or a click id tell what brought it. */
export function isTagged(arrival: Arrival): boolean {
  if (Object.keys(arrival.clickIds).length > 0) return true;
  const { utmSource, utmMedium, utmCampaign, utmContent, utmTerm } = arrival;
  const saysDirect = (SAID_DIRECT as readonly string[]).includes(utmSource.toLowerCase());
  if (saysDirect && utmCampaign === '') return false;
  return [utmSource, utmMedium, utmCampaign, utmContent, utmTerm].some((text) => text !== '');
}

/** What a touch counts for (docs/definitions.md, "Touch"). */
export function keyOf(arrival: Arrival, level: AttributionLevel): string {
  if (!isTagged(arrival)) return untaggedKey(arrival, level);
  switch (level) {
    case 'channel':
      return channelOf(arrival);
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
  if (level === 'source') return referrerHost;
  return level === 'channel' ? channelOf(untagged(referrerHost)) : NONE;
}

const untagged = (referrerHost: string): Arrival => ({
  ...{ utmSource: '', utmMedium: '', utmCampaign: '', utmContent: '', utmTerm: '', clickIds: {} },
  referrerHost,
});

const networkOf = ({ clickIds }: Arrival): string =>
  CLICK_ID_NETWORKS.find(([clickId]) => Object.hasOwn(clickIds, clickId))?.[1] ?? '';

const sourceOf = (arrival: Arrival): string =>
  arrival.utmSource || networkOf(arrival) || arrival.referrerHost;

function channelOf(arrival: Arrival): string {
  const values = {
    medium: arrival.utmMedium.toLowerCase(),
    source: sourceOf(arrival).toLowerCase(),
    network: networkOf(arrival),
  };
  const holds = (expression: string | undefined, value: string) =>
    expression === undefined || new RegExp(expression).test(value);
  const rule = CHANNEL_RULES.find(
    ({ medium, source, network }) =>
      holds(medium, values.medium) && holds(source, values.source) && holds(network, values.network),
  );
  return rule?.channel ?? (arrival.referrerHost === '' ? OTHER_CHANNEL : REFERRAL);
}
