import type { AcceptedEvent } from '@groundswell/contracts';
import { isObject } from '../text/clean-json.js';
import { columnText } from '../text/fields.js';
import { campaignOf, installReferrer, namesCampaign } from './campaign.js';
import { deviceTypeOf } from './device-type.js';
import { platformOf } from './platform-of.js';
import { deviceOf } from './user-agent.js';

type Columns = Pick<
  AcceptedEvent,
  | 'platform'
  | 'sessionId'
  | 'country'
  | 'deviceType'
  | 'os'
  | 'browser'
  | 'appVersion'
  | 'referrer'
  | 'utmSource'
  | 'utmMedium'
  | 'utmCampaign'
  | 'utmContent'
  | 'utmTerm'
  | 'clickIds'
>;
type JsonObject = Record<string, unknown>;

const inside = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** Event columns out of Segment's `context` and the properties that browsers' SDKs send beside it. */
export function columnsOf(
  context: JsonObject,
  properties: JsonObject,
  requestAgent: string | undefined,
): Columns {
  const userAgent = textOf(context.userAgent) ?? requestAgent;
  const agent = userAgent ? deviceOf(userAgent) : {};
  const device = context.device;
  const page = context.page;
  const campaign = campaignOf(context.campaign, landingOf(page, properties));
  return {
    platform: platformOf({
      stated: context.platform ?? properties.platform ?? properties.$platform,
      libraryName: inside(context.library, 'name'),
      deviceType: inside(device, 'type'),
      osName: inside(context.os, 'name'),
      channel: context.channel,
      userAgent,
      isBrowser: agent.browser !== undefined,
    }),
    sessionId: columnText(context.sessionId ?? properties.$session_id, 200),
    country: countryOf(inside(context.location, 'country') ?? properties.$country),
    deviceType: columnText(deviceTypeOf(device) ?? agent.deviceType, 60),
    os: columnText(inside(context.os, 'name') ?? agent.os, 60),
    browser: columnText(agent.browser ?? properties.$browser, 60),
    appVersion: columnText(inside(context.app, 'version'), 60),
    referrer: columnText(inside(page, 'referrer') ?? properties.referrer ?? properties.$referrer, 2000),
    utmSource: campaign.utmSource,
    utmMedium: campaign.utmMedium,
    utmCampaign: campaign.utmCampaign,
    utmContent: campaign.utmContent,
    utmTerm: campaign.utmTerm,
    clickIds: campaign.clickIds,
  };
}

/** The URL or the bare query of the page, whichever has one. */
function landingOf(page: unknown, properties: JsonObject): string | undefined {
  const url = textOf(inside(page, 'url')) ?? textOf(properties.url) ?? textOf(properties.$current_url);
  const landing = url?.includes('?') ? url : (textOf(inside(page, 'search')) ?? textOf(properties.search));
  if (landing !== undefined && namesCampaign(landing)) return landing;
  return installReferrer(properties.install_referrer) ?? landing;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** ISO 3166 code of two letters. */
function countryOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z]{2}$/i.test(value) ? value.toUpperCase() : undefined;
}
