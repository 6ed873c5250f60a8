import { type AcceptedEvent, PAGE_VIEW } from '@groundswell/contracts';
import { Refusal } from '../../acceptance.js';
import { columnsOf } from '../../context/columns-of.js';
import { cleanObject } from '../../text/clean-json.js';
import { eventNameOf, idOf, somebodyOf, usableId } from '../../text/fields.js';
import { clampFuture } from '../../time/correct-clock.js';
import type { ImportContext } from '../accept-import-row.js';
import { onClocksOf } from '../local-time.js';
import { digestOf, rowIdentity } from '../row-identity.js';
import { rowTime } from '../row-time.js';
import { type Row, objectField, present, without } from './row-fields.js';

/** Before a device's id where that is all that is known of a person (simplified identity merge). */
const DEVICE_PREFIX = '$device:';
const NAMES: Record<string, string> = { $mp_web_page_view: PAGE_VIEW, $merge: '$create_alias' };
const TYPES: Record<string, AcceptedEvent['type']> = {
  $identify: 'identify',
  $create_alias: 'alias',
  [PAGE_VIEW]: 'page',
};
const APP_LIBRARIES: Record<string, string> = { iphone: 'ios', swift: 'ios', android: 'android' };
/** Properties that have a place of their own, or say how an event came to Mixpanel. */
const OWN = new Set([
  ...['distinct_id', 'time', '$insert_id', '$device_id', '$user_id', 'token', '$import', '$distinct_ids'],
  ...['alias', '$identified_id', '$anon_id', '$anon_distinct_id', '$distinct_id_before_identity'],
  ...['mp_processing_time_ms', '$mp_api_endpoint', '$mp_api_timestamp_ms', '$had_persisted_distinct_id'],
]);

type Who = Pick<AcceptedEvent, 'userId' | 'anonymousId' | 'previousId'>;

/**
 * A row of Mixpanel's raw export, or of its JSON pipelines, whose identifiers stand beside the properties.
 * Source: Mixpanel's published export API and identity management.
 * @throws Refusal
 */
export function mixpanelEvent(row: Row, context: ImportContext): AcceptedEvent {
  const properties = propertiesOf(row);
  const said = eventNameOf(row.event ?? row.event_name, 'event');
  const event = Object.hasOwn(NAMES, said) ? NAMES[said]! : said;
  const { timestamp, clamped } = clampFuture(timeOf(properties, context), context.receivedAt.getTime());
  return {
    v: 1,
    projectId: context.projectId,
    messageId: messageIdOf(said, properties) ?? rowIdentity(row, context),
    type: Object.hasOwn(TYPES, event) ? TYPES[event]! : 'track',
    event,
    ...whoOf(said, properties),
    timestamp: new Date(timestamp).toISOString(),
    receivedAt: context.receivedAt.toISOString(),
    clamped: clamped || undefined,
    source: 'import',
    importId: context.importId,
    ...mixpanelColumns(properties),
    properties: without(properties, OWN),
  };
}

function propertiesOf(row: Row): Row {
  const properties = cleanObject(objectField(row.properties, 'properties'), 'properties');
  const { distinct_id, device_id, user_id, insert_id, time } = row;
  const beside = { distinct_id, $device_id: device_id, $user_id: user_id, $insert_id: insert_id, time };
  const given = Object.entries(beside).filter(([, value]) => present(value) !== undefined);
  return given.length === 0 ? properties : { ...properties, ...Object.fromEntries(given) };
}

/** What Mixpanel itself takes for one event: name, person, time and `$insert_id` together. */
function messageIdOf(event: string, { $insert_id, distinct_id, time }: Row): string | undefined {
  const insertId = idOf(present($insert_id), 'properties.$insert_id');
  return insertId && digestOf(['mixpanel', event, distinct_id, time, insertId].map(String).join('\n'));
}

/** Epoch seconds; projects older than 2023 count them on the clocks of their own zone. */
function timeOf(properties: Row, { exportZone }: ImportContext): number {
  const instant = rowTime(properties.time, undefined, 'UTC');
  return exportZone === undefined ? instant : onClocksOf(exportZone, instant);
}

function whoOf(event: string, properties: Row): Who {
  if (event === '$create_alias') return alias(idAt(properties, 'alias'), idAt(properties, 'distinct_id'));
  if (event === '$merge') return merged(properties.$distinct_ids);
  if (event !== '$identify') return actorOf(properties);
  const userId = idAt(properties, '$identified_id') ?? idAt(properties, 'distinct_id');
  const anonymousId = idAt(properties, '$anon_id') ?? idAt(properties, '$anon_distinct_id');
  return somebodyOf({ userId, anonymousId }, 'an "$identified_id"');
}

function actorOf(properties: Row): Who {
  const said = idOf(present(properties.distinct_id), 'properties.distinct_id');
  const distinctId = bare(said);
  const deviceId = idAt(properties, '$device_id');
  const isDevice = said !== distinctId || distinctId === deviceId;
  const userId = idAt(properties, '$user_id') ?? (isDevice ? undefined : distinctId);
  const before = idAt(properties, '$distinct_id_before_identity');
  const anonymousId = deviceId ?? (isDevice ? distinctId : before === userId ? undefined : before);
  return somebodyOf({ userId, anonymousId }, 'a "distinct_id"');
}

function merged(ids: unknown): Who {
  const [one, other] = Array.isArray(ids) ? ids.map((id) => idOf(id, 'properties.$distinct_ids')) : [];
  // A device is another name of a user, never the other way round.
  return other?.startsWith(DEVICE_PREFIX) ? alias(one, bare(other)) : alias(other, bare(one));
}

function alias(userId: string | undefined, previousId: string | undefined): Who {
  if (usableId(userId) !== undefined && usableId(previousId) !== undefined) return { userId, previousId };
  throw new Refusal('no_id', 'A merge of people needs two ids of people.', 'properties');
}

function idAt(properties: Row, name: string): string | undefined {
  return bare(idOf(present(properties[name]), `properties.${name}`));
}

function bare(id: string | undefined): string | undefined {
  return id?.startsWith(DEVICE_PREFIX) ? id.slice(DEVICE_PREFIX.length) : id;
}

function mixpanelColumns(properties: Row): ReturnType<typeof columnsOf> {
  const { mp_lib, $os, $browser, $device, $referrer } = properties;
  const context = {
    platform: APP_LIBRARIES[String(mp_lib).toLowerCase()],
    channel: $browser === undefined ? undefined : 'web',
    library: { name: mp_lib },
    device: { type: $browser === undefined ? $os : undefined, model: $device },
    os: { name: $os === 'Mac OS X' ? 'macOS' : $os },
    app: { version: properties.$app_version_string ?? properties.$app_version },
    location: { country: properties.mp_country_code },
    page: {
      url: properties.$current_url ?? properties.current_url,
      referrer: $referrer === '$direct' ? undefined : $referrer,
    },
    campaign: {
      source: properties.utm_source,
      medium: properties.utm_medium,
      name: properties.utm_campaign,
      content: properties.utm_content,
      term: properties.utm_term,
    },
  };
  return columnsOf(context, { $browser }, undefined);
}
