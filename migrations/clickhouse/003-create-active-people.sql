-- People of each day and platform with any event that counts as activity by default (docs/definitions.md): what is asked
-- most, without a pass over every event name. A test holds the names to those of libs/contracts.
CREATE TABLE IF NOT EXISTS active_people
(
    project_id UInt32,
    local_date Date,
    platform LowCardinality(String),
    people AggregateFunction(groupBitmap, UInt32)
)
ENGINE = AggregatingMergeTree
ORDER BY (project_id, local_date, platform)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS active_people_from_events TO active_people AS
SELECT project_id, local_date, platform, groupBitmapState(person_id) AS people
FROM events
WHERE platform != 'server'
  AND event NOT IN ('$identify', '$create_alias', '$groupidentify', '$set', '$feature_flag_called', 'Experiment Viewed')
  AND (NOT startsWith(event, '$') OR event IN ('$pageview', '$screen'))
GROUP BY project_id, local_date, platform;

-- What was stored before. A bitmap holds a person once, so doing this twice does no harm.
INSERT INTO active_people
SELECT project_id, local_date, platform, groupBitmapMergeState(people) AS people
FROM activity
WHERE platform != 'server'
  AND event NOT IN ('$identify', '$create_alias', '$groupidentify', '$set', '$feature_flag_called', 'Experiment Viewed')
  AND (NOT startsWith(event, '$') OR event IN ('$pageview', '$screen'))
GROUP BY project_id, local_date, platform;
