import { type AcceptedEvent, PAGE_VIEW } from '@groundswell/contracts';
import { columnsOf } from '../../context/columns-of.js';
import { cleanObject } from '../../text/clean-json.js';
import { columnText, eventNameOf, idOf, somebodyOf } from '../../text/fields.js';
import { clampFuture } from '../../time/correct-clock.js';
import type { ImportContext } from '../accept-import-row.js';
import { digestOf, rowIdentity } from '../row-identity.js';
import { rowTime } from '../row-time.js';
import { countryCode } from './country-code.js';
import { type Row, objectField, present } from './row-fields.js';

const NAMES: Record<string, string> = { '[Amplitude] Page Viewed': PAGE_VIEW };
const TYPES: Record<string, AcceptedEvent['type']> = { $identify: 'identify', [PAGE_VIEW]: 'page' };
/** What SDKs write where a campaign parameter or a referrer is not there. */
const NOTHING = 'EMPTY';

/**
 * A row of Amplitude's export. Times are UTC. `user_properties` are a snapshot beside each event: those of an `$identify`
 * are taken for the person's.
 * Source: Amplitude's published export API.
 * @throws Refusal
 */
export function amplitudeEvent(row: Row, context: ImportContext): AcceptedEvent {
  const said = eventNameOf(row.event_type, 'event_type');
  const event = Object.hasOwn(NAMES, said) ? NAMES[said]! : said;
  const type = Object.hasOwn(TYPES, event) ? TYPES[event]! : 'track';
  const userProperties = cleanObject(objectField(row.user_properties, 'user_properties'), 'user_properties');
  const time = rowTime(present(row.event_time) ?? row.client_event_time, undefined, 'UTC');
  const { timestamp, clamped } = clampFuture(time, context.receivedAt.getTime());
  return {
    v: 1,
    projectId: context.projectId,
    messageId: messageIdOf(row) ?? rowIdentity(row, context),
    type,
    event,
    ...whoOf(row),
    timestamp: new Date(timestamp).toISOString(),
    receivedAt: context.receivedAt.toISOString(),
    clamped: clamped || undefined,
    source: 'import',
    importId: context.importId,
    ...amplitudeColumns(row, userProperties),
    sessionId: sessionOf(row.session_id),
    properties: propertiesOf(row),
    traits: type === 'identify' ? userProperties : undefined,
  };
}

/** `$insert_id` is unique for one device only, as Amplitude has it. */
function messageIdOf(row: Row): string | undefined {
  const uuid = idOf(present(row.uuid), 'uuid');
  if (uuid !== undefined) return uuid;
  const insertId = idOf(present(row.$insert_id) ?? present(row.insert_id), '$insert_id');
  return insertId && digestOf(['amplitude', row.device_id, insertId].map(String).join('\n'));
}

/** Where both ids are gone, Amplitude's own number tells one device from the others. */
function whoOf(row: Row): Pick<AcceptedEvent, 'userId' | 'anonymousId'> {
  const userId = idOf(present(row.user_id), 'user_id');
  const device = idOf(present(row.device_id), 'device_id');
  const amplitudeId = idOf(present(row.amplitude_id), 'amplitude_id');
  const fallback = userId === undefined && amplitudeId !== undefined ? `amplitude:${amplitudeId}` : undefined;
  return somebodyOf({ userId, anonymousId: device ?? fallback }, 'a "user_id" or a "device_id"');
}

/** -1 is outside any session. */
function sessionOf(id: unknown): string | undefined {
  return id === -1 || id === '-1' ? undefined : columnText(id, 200);
}

function propertiesOf(row: Row): Row {
  const properties = cleanObject(objectField(row.event_properties, 'event_properties'), 'event_properties');
  const groups = cleanObject(objectField(row.groups, 'groups'), 'groups');
  return Object.keys(groups).length === 0 ? properties : { $groups: groups, ...properties };
}

function amplitudeColumns(row: Row, user: Row): ReturnType<typeof columnsOf> {
  const isWeb = String(row.platform).toLowerCase() === 'web';
  const named = (name: string) => (user[name] === NOTHING ? undefined : user[name]);
  const context = {
    platform: row.platform,
    library: { name: row.library },
    // On the web the system is the family of the device, and the browser is named as the system.
    device: { type: isWeb ? undefined : row.os_name, model: row.device_type ?? row.device_model },
    os: { name: isWeb ? row.device_family : row.os_name },
    app: { version: row.version_name },
    location: { country: countryCode(row.country) },
    page: { referrer: named('referrer'), url: clickIdsOf(user) },
    campaign: {
      source: named('utm_source'),
      medium: named('utm_medium'),
      name: named('utm_campaign'),
      content: named('utm_content'),
      term: named('utm_term'),
    },
  };
  return columnsOf(context, { $browser: isWeb ? row.os_name : undefined }, undefined);
}

const CLICK_IDS = ['gclid', 'gbraid', 'wbraid', 'fbclid', 'ttclid', 'msclkid'];

/** As the query of a landing page, which is where they are read. */
function clickIdsOf(user: Row): string | undefined {
  const found = CLICK_IDS.filter((name) => typeof user[name] === 'string' && user[name] !== NOTHING);
  if (found.length === 0) return undefined;
  return `?${new URLSearchParams(found.map((name): [string, string] => [name, String(user[name])])).toString()}`;
}
