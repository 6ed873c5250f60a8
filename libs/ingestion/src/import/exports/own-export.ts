import {
  type AcceptedEvent,
  MAX_PERSON_CHARACTERS,
  PAGE_VIEW,
  PLATFORMS,
  TRAFFIC,
} from '@groundswell/contracts';
import { Refusal } from '../../acceptance.js';
import { cleanObject } from '../../text/clean-json.js';
import { columnText, eventNameOf, idOf, somebodyOf } from '../../text/fields.js';
import { checkSize, jsonText } from '../../text/json-text.js';
import { clampFuture } from '../../time/correct-clock.js';
import type { ImportContext } from '../accept-import-row.js';
import { rowIdentity } from '../row-identity.js';
import { rowTime } from '../row-time.js';
import { type Row, objectField, present } from './row-fields.js';

/** What an alias names is not in the export: it is an event like others, and `userId` says whom it made one. */
const TYPES: Record<string, AcceptedEvent['type']> = {
  $identify: 'identify',
  $groupidentify: 'group',
  [PAGE_VIEW]: 'page',
};

/**
 * A row of our own export, of this project or another. `userId` names whoever the event counted for when it was exported, where
 * that was a known person: the id that the event came with is linked to them, also for the past.
 * @throws Refusal
 */
export function ownEvent(row: Row, context: ImportContext): AcceptedEvent {
  const event = eventNameOf(row.event, 'event');
  const time = rowTime(row.timestamp, undefined, 'UTC');
  const { timestamp, clamped } = clampFuture(time, context.receivedAt.getTime());
  const type = Object.hasOwn(TYPES, event) ? TYPES[event]! : 'track';
  return {
    v: 1,
    projectId: context.projectId,
    messageId: idOf(present(row.eventId), 'eventId') ?? rowIdentity(row, context),
    type,
    event,
    ...whoOf(row),
    timestamp: new Date(timestamp).toISOString(),
    receivedAt: context.receivedAt.toISOString(),
    clamped: clamped || row.clamped === true || undefined,
    source: 'import',
    importId: context.importId,
    ...columns(row),
    properties: sizedObject(row, 'properties'),
    traits: type === 'identify' ? knownOf(row) : undefined,
  };
}

/**
 * Each by itself: a row has all the columns besides what the event was sent with.
 * @throws Refusal
 */
function sizedObject(row: Row, field: string): Row {
  const said = objectField(row[field], field);
  checkSize(said, field);
  return cleanObject(said, field);
}

/**
 * All that many events said of the person: as much as one may have, which the log takes in one record (of 1 MiB), whatever
 * characters they are. Of people who count as one by an alias it can be more.
 * @throws Refusal
 */
function knownOf(row: Row): Row {
  const said = objectField(row.traits, 'traits');
  const { length } = jsonText(said);
  if (length <= MAX_PERSON_CHARACTERS) return cleanObject(said, 'traits');
  const message = `The properties of the person have ${length} characters as JSON; at most ${MAX_PERSON_CHARACTERS} are kept of one. Send less in "traits".`;
  throw new Refusal('too_large', message, 'traits');
}

function whoOf(row: Row): Pick<AcceptedEvent, 'userId' | 'anonymousId'> {
  const userId = idOf(present(row.userId), 'userId');
  const distinctId = idOf(present(row.distinctId), 'distinctId');
  return somebodyOf(
    { userId, anonymousId: distinctId === userId ? undefined : distinctId },
    'a "distinctId"',
  );
}

function columns(
  row: Row,
): Pick<AcceptedEvent, 'platform' | 'traffic' | 'clickIds'> & Partial<AcceptedEvent> {
  const traffic = TRAFFIC.find((name) => name === row.traffic);
  return {
    platform: PLATFORMS.find((name) => name === row.platform) ?? 'other',
    traffic: traffic === 'human' ? undefined : traffic,
    clickIds: clickIdsOf(row),
    sessionId: columnText(row.sessionId, 200),
    country: columnText(row.country, 2),
    deviceType: columnText(row.deviceType, 60),
    os: columnText(row.os, 60),
    browser: columnText(row.browser, 60),
    appVersion: columnText(row.appVersion, 60),
    referrer: columnText(row.referrer, 2000),
    utmSource: columnText(row.utmSource, 500),
    utmMedium: columnText(row.utmMedium, 500),
    utmCampaign: columnText(row.utmCampaign, 500),
    utmContent: columnText(row.utmContent, 500),
    utmTerm: columnText(row.utmTerm, 500),
  };
}

function clickIdsOf(row: Row): Record<string, string> | undefined {
  const all = Object.entries(sizedObject(row, 'clickIds'));
  const texts = all.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return texts.length === 0 ? undefined : Object.fromEntries(texts);
}
