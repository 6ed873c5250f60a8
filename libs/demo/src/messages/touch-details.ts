import { INVITE, TOUCHES } from '../acquisition/touches.js';
import { MINI, WEB } from '../people/ends.js';
import type { Origin } from '../acts/act.js';
import type { Random } from '../random/random.js';
import type { Ids } from './ids.js';
import type { MessageContext } from './segment-message.js';

const SITE = 'https://lumen.example';
const TITLE = 'Lumen';

/** What the opening of a session says of how the person came. */
export interface Arrival {
  page?: MessageContext['page'];
  campaign?: MessageContext['campaign'];
  properties?: Record<string, unknown>;
}

const HOME: Arrival = { page: { path: '/', url: `${SITE}/`, title: TITLE } };
const CHAT: Arrival = { page: { path: '/chat', url: `${SITE}/chat`, title: TITLE } };
const NOTHING: Arrival = {};

/** An opening that no touch has brought about. */
export function plainArrival(origin: Origin, isSignedIn: boolean): Arrival {
  if (origin !== WEB) return NOTHING;
  return isSignedIn ? CHAT : HOME;
}

/** An opening by a touch; on the web and in mini-programs the click id is in the address. */
export function arrivalBy(index: number, origin: Origin, ids: Ids, random: Random): Arrival {
  const { utm, referrer, clickId } = TOUCHES[index]!;
  const click = clickId && `${clickId}=${ids.click(random.below(0x1_0000_0000))}`;
  if (origin === WEB) {
    const query = [utm && index !== INVITE && utmQuery(utm), click].filter(Boolean).join('&');
    const url = query ? `${SITE}/?${query}` : `${SITE}/`;
    const page = { path: '/', url, title: TITLE, ...(referrer && { referrer }) };
    return { page, ...(utm && { campaign: utm }) };
  }
  const properties = origin === MINI && click ? { url: `pages/home?${click}` } : undefined;
  return { ...(utm && { campaign: utm }), ...(properties && { properties }) };
}

function utmQuery({ source, medium, name }: NonNullable<MessageContext['campaign']>): string {
  return `utm_source=${source}&utm_medium=${medium}&utm_campaign=${name}`;
}
