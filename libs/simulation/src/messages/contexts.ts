import { APP, type End, type People, WEB } from '../people/people.js';
import { CHANNELS, COUNTRIES } from './world.js';

const VERSIONS = [
  ['2023-10-09', '1.0.0'],
  ['2023-12-06', '1.2.0'],
  ['2024-02-01', '1.4.1'],
  ['2024-03-18', '2.0.0'],
] as const;

function versionOn(date: string): string {
  return VERSIONS.filter(([from]) => from <= date).at(-1)?.[1] ?? '1.0.0';
}

/** What the SDK of an end says about itself with each message. */
export function contextOf(
  people: People,
  person: number,
  end: End,
  date: string,
  session: string,
): Record<string, unknown> {
  const location = { country: COUNTRIES[people.country[person] as number] };
  const isIos = people.phone[person] === 0;
  if (end === WEB) {
    return {
      platform: 'web',
      library: { name: 'analytics.js' },
      os: { name: 'Windows' },
      sessionId: session,
      location,
    };
  }
  const os = { name: isIos ? 'iOS' : 'Android' };
  if (end === APP) {
    const app = { version: versionOn(date) };
    return { platform: isIos ? 'ios' : 'android', os, app, sessionId: session, location };
  }
  return { platform: 'mini_program', os, sessionId: session, location };
}

/** The touch of a first visit: campaign, landing page with the network's click id, referrer. */
export function touchOf(people: People, person: number): Record<string, unknown> {
  const channel = CHANNELS[people.channel[person] as number];
  if (!channel) return {};
  const click = channel.clickId ? `?${channel.clickId}=${(person * 2_654_435_761) >>> 0}` : '';
  const page = {
    url: `https://assistant.example/${click}`,
    ...(channel.referrer ? { referrer: channel.referrer } : {}),
  };
  return { page, ...(channel.campaign ? { campaign: channel.campaign } : {}) };
}
