import type { AcceptedEvent } from '@groundswell/contracts';
import { isObject } from '../text/clean-json.js';
import { columnText } from '../text/fields.js';
import { campaignOf } from './campaign.js';
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

const inside = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** Event columns out of Segment's `context` and the properties that browsers' SDKs send beside it. */
export function columnsOf(
  context: Record<string, unknown>,
  properties: Record<string, unknown>,
  userAgent: string | undefined,
): Columns {
  const agent = typeof context.userAgent === 'string' ? context.userAgent : userAgent;
  const device = agent ? deviceOf(agent) : {};
  const page = context.page;
  const url =
    textOf(inside(page, 'url') ?? properties.url ?? properties.$current_url) ??
    textOf(inside(page, 'search'));
  return {
    platform: platformOf({
      stated: context.platform ?? properties.platform ?? properties.$platform,
      libraryName: inside(context.library, 'name'),
      deviceType: inside(context.device, 'type'),
      osName: inside(context.os, 'name'),
      channel: context.channel,
      hasBrowser: device.browser !== undefined,
    }),
    sessionId: columnText(context.sessionId ?? properties.$session_id, 200),
    country: countryOf(inside(context.location, 'country') ?? properties.$country),
    deviceType: columnText(inside(context.device, 'type') ?? device.deviceType, 60),
    os: columnText(inside(context.os, 'name') ?? device.os, 60),
    browser: columnText(device.browser ?? properties.$browser, 60),
    appVersion: columnText(inside(context.app, 'version'), 60),
    referrer: columnText(inside(page, 'referrer') ?? properties.referrer ?? properties.$referrer, 2000),
    ...campaignOf(context.campaign, url),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** ISO 3166 code of two letters. */
function countryOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z]{2}$/i.test(value) ? value.toUpperCase() : undefined;
}
