import { CLICK_ID_NETWORKS, SAID_DIRECT } from './channel-rules.js';
import { lowered } from './site.js';

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
  /** Address of the page that was seen. */
  page?: string;
}

/** Whether UTM values or a click id tell what brought it. */
export function isTagged(arrival: Arrival): boolean {
  if (Object.keys(arrival.clickIds).length > 0) return true;
  const { utmSource, utmMedium, utmCampaign, utmContent, utmTerm } = arrival;
  const saysDirect = (SAID_DIRECT as readonly string[]).includes(lowered(utmSource));
  if (saysDirect && utmCampaign === '') return false;
  return [utmSource, utmMedium, utmCampaign, utmContent, utmTerm].some((text) => text !== '');
}

/** Of the first known click id; ''. */
export const networkOf = ({ clickIds }: Arrival): string =>
  CLICK_ID_NETWORKS.find(([clickId]) => Object.hasOwn(clickIds, clickId))?.[1] ?? '';

export const sourceOf = (arrival: Arrival): string =>
  arrival.utmSource || networkOf(arrival) || arrival.referrerHost;
