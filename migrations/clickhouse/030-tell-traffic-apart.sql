-- What sent an event: human, bot, or internal (docs/adr/0006-traffic-and-privacy.md). What was stored before is human.
ALTER TABLE events ADD COLUMN IF NOT EXISTS traffic LowCardinality(String) DEFAULT 'human' AFTER import_id;

-- Bitmaps of bots and internal traffic, apart from those of people that every report reads.
CREATE TABLE IF NOT EXISTS other_activity
(
    project_id UInt32,
    local_date Date,
    event LowCardinality(String),
    platform LowCardinality(String),
    people AggregateFunction(groupBitmap, UInt32)
)
ENGINE = AggregatingMergeTree
ORDER BY (project_id, local_date, event, platform)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS other_activity_from_events TO other_activity AS
SELECT project_id, local_date, event, platform, groupBitmapState(person_id) AS people
FROM events
WHERE traffic != 'human'
GROUP BY project_id, local_date, event, platform;

-- The same as before, of human traffic only.
ALTER TABLE activity_from_events MODIFY QUERY
SELECT project_id, local_date, event, platform, groupBitmapState(person_id) AS people
FROM events
WHERE traffic = 'human'
GROUP BY project_id, local_date, event, platform;

ALTER TABLE active_people_from_events MODIFY QUERY
SELECT project_id, local_date, platform, groupBitmapState(person_id) AS people
FROM events
WHERE traffic = 'human'
  AND platform != 'server'
  AND event NOT IN ('$identify', '$create_alias', '$groupidentify', '$set', '$feature_flag_called', 'Experiment Viewed')
  AND (NOT startsWith(event, '$') OR event IN ('$pageview', '$screen'))
GROUP BY project_id, local_date, platform;
