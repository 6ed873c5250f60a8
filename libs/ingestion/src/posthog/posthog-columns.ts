import { CLICK_IDS, namesCampaign } from '../context/campaign.js';
import { columnsOf } from '../context/columns-of.js';
import { runsOnServer } from './library.js';
import type { JsonObject } from './wire-properties.js';

/** As the user agent's parser names them, so that one system has one name whichever SDK is in use. */
const OS_NAMES: Record<string, string> = { 'Mac OS X': 'macOS' };
const CAMPAIGN = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term', ...CLICK_IDS];
/** What SDKs say in place of a referrer where there is none. */
const NO_REFERRER = '$direct';

/** Event columns out of the properties that PostHog's SDKs add to every event. */
export function posthogColumns(
  properties: JsonObject,
  userAgent: string | undefined,
): ReturnType<typeof columnsOf> {
  const os = properties.$os_name ?? properties.$os;
  const isServer = properties.$is_server === true || runsOnServer(properties.$lib);
  const context = {
    platform: isServer ? 'server' : (properties.platform ?? properties.$platform),
    userAgent: properties.$raw_user_agent ?? properties.$user_agent,
    library: { name: properties.$lib },
    device: { type: properties.$device_type, model: properties.$device_model },
    os: { name: typeof os === 'string' ? (OS_NAMES[os] ?? os) : os },
    app: { version: properties.$app_version },
    location: { country: properties.$geoip_country_code },
    page: { url: landingOf(properties), referrer: referrerOf(properties) },
  };
  const { $browser, $session_id, install_referrer } = properties;
  return columnsOf(context, { $browser, $session_id, install_referrer }, userAgent);
}

/**
 * The URL whose campaign the event counts for: the page's, else that on which its session began. Only where an SDK names
 * no session's start do its own campaign properties count: posthog-js keeps those for a year of later sessions.
 */
function landingOf(properties: JsonObject): string | undefined {
  const { $current_url, $session_entry_url } = properties;
  if (typeof $current_url === 'string' && namesCampaign($current_url)) return $current_url;
  if (typeof $session_entry_url === 'string') return $session_entry_url;
  const said = CAMPAIGN.filter((name) => typeof properties[name] === 'string' && properties[name] !== '');
  if (said.length === 0) return undefined;
  return `?${new URLSearchParams(said.map((name): [string, string] => [name, String(properties[name])])).toString()}`;
}

/** That of the session; posthog-js keeps `$referrer` from a person's first visit. */
function referrerOf({ $session_entry_referrer, $referrer }: JsonObject): unknown {
  const referrer = $session_entry_referrer ?? $referrer;
  return referrer === NO_REFERRER ? undefined : referrer;
}
