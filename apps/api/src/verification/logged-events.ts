import type { LoggedEvent } from '@groundswell/clickhouse';
import type { LogRecord } from '@groundswell/event-log';
import { type ParsedEvent, parseEvent, toClaim } from '@groundswell/ingestion';
import { type ErasedSet, namesOf, type ProjectEntity } from '@groundswell/postgres';

const DAY_MS = 86_400_000;

/**
 * Which records of the log should be rows of the project: not those that become dead letters, nor those of people who
 * were erased since.
 */
export function loggedEvents(
  project: Pick<ProjectEntity, 'id' | 'lateWindowDays'>,
  erased: ErasedSet | undefined,
  partition: number,
  records: LogRecord[],
): LoggedEvent[] {
  return records.flatMap(({ offset, value }) => {
    const parsed = parseEvent(value);
    if (parsed.kind !== 'ok' || parsed.value.event.projectId !== project.id) return [];
    if (isLate(parsed.value, project.lateWindowDays) || isErased(parsed.value, erased)) return [];
    const { event, timestamp } = parsed.value;
    return [{ messageId: event.messageId, partition, offset, timestamp }];
  });
}

const isLate = ({ event, timestamp, receivedAt }: ParsedEvent, days: number) =>
  event.source === 'live' && receivedAt - timestamp > days * DAY_MS;

const isErased = ({ event, receivedAt }: ParsedEvent, erased: ErasedSet | undefined) =>
  erased !== undefined && erased.has(namesOf(toClaim(event)).name, receivedAt);
