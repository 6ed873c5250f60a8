import { addDays, localDay } from '../periods/calendar.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import type { ProjectSettings } from '../project-settings.js';

/**
 * A name for all that an analysis up to `end` can read: another one once events from before it are stored, erased or counted
 * as other people's, and the same however many later ones come. Months before that of the end are told by their parts, as they
 * hardly change; the last by its rows.
 * @throws ClickHouseUnavailable
 */
export async function endedVersion(
  client: ClickHouseClient,
  project: ProjectSettings,
  end: Date,
): Promise<string> {
  const endDay = localDay(end, project.timeZone);
  // The zone may have been another one when a day was stored. On the last of a month that day is of the month after.
  const day = addDays(endDay, 1);
  const rows = `FROM events WHERE project_id = {project:UInt32} AND local_date <= {day:Date}`;
  const hashed = (columns: string) => `concat(toString(count()), ':', toString(sum(cityHash64(${columns}))))`;
  const [row] = await ask<{ parts: string; last: string; merged: string }>(client, {
    query: `SELECT
        (SELECT ${hashed('name')} FROM system.parts
         WHERE active AND database = currentDatabase() AND table = 'events' AND partition < {month:String}) AS parts,
        (SELECT ${hashed('log_partition, log_offset, inserted_at, person_id, traffic')} ${rows}
         AND local_date >= toStartOfMonth({endDay:Date}) AND toUnixTimestamp64Milli(timestamp) < {end:Int64}) AS last,
        (SELECT ${hashed('from_person_id, into_person_id')} FROM person_overrides FINAL
         WHERE project_id = {project:UInt32} AND from_person_id <= (SELECT max(person_id) ${rows})) AS merged`,
    query_params: {
      project: project.id,
      day,
      endDay,
      month: endDay.slice(0, 7).replace('-', ''),
      end: end.getTime(),
    },
  });
  return row ? [row.parts, row.last, row.merged].join(' ') : '';
}
